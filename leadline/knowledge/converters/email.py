"""E-mail (.eml) to Markdown: who, to whom, when, about what, and the text. Attachments are named, not read."""

import email.policy
from email import message_from_bytes
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from leadline.knowledge.converted import Converted, RefusedError
from leadline.knowledge.converters.html import from_html


def from_email(data: bytes) -> Converted:
    """Raises RefusedError where there is no header of a mail at all."""
    message = message_from_bytes(data, policy=email.policy.default)
    if not isinstance(message, EmailMessage) or not (message["from"] or message["subject"] or message["date"]):
        raise RefusedError("is not an e-mail inside")
    subject = " ".join(str(message["subject"] or "(no subject)").split())
    text, hidden = _body(message)
    attached = [part.get_filename() or "unnamed" for part in message.iter_attachments()]
    head = [
        f"- {name}: {' '.join(str(message[name]).split())}" for name in ("From", "To", "Cc", "Date") if message[name]
    ]
    notes = (f"attachments not read: {', '.join(attached)}",) if attached else ()
    listed = f"\n\nAttachments (not read): {', '.join(attached)}" if attached else ""
    try:
        date = parsedate_to_datetime(str(message["date"])).date() if message["date"] else None
    except ValueError:
        date = None
    return Converted(
        markdown=f"# {subject}\n\n" + "\n".join(head) + f"\n\n{text.strip()}{listed}\n",
        title=subject,
        kind="email",
        date=date,
        hidden_text=hidden,
        notes=notes,
    )


def _body(message: EmailMessage) -> tuple[str, int]:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return "", 0
    try:
        content = str(part.get_content())
    except (LookupError, UnicodeDecodeError):  # an unknown or wrong character set
        payload = part.get_payload(decode=True)
        content = payload.decode("latin-1") if isinstance(payload, bytes) else ""
    if part.get_content_subtype() == "html":
        converted = from_html(content)
        return converted.markdown, converted.hidden_text
    return content.replace("\r\n", "\n"), 0
