"""Who a requirement serves when it does not say: chosen from the roles of the text, else from its subject matter, always to confirm."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from leadline.tools.stories.clause import Clause
from leadline.tools.stories.roles import generic, person
from leadline.tools.stories.story_set import Basis

_CONCERNS: tuple[tuple[str, str, str], ...] = (
    (r"approv", "manager|approver|lead|head|director", "approver"),
    (
        r"\baudit|\b(?:kept|stored|retained|archived) for \d+ years|\blog(?:s|ged|ging)? (?:every|all|each)|audit trail|traceab",
        "auditor|compliance|inspector",
        "compliance officer",
    ),
    (
        r"gdpr|personal data|privacy|pseudonymi|anonymi|deletion request",
        "privacy|protection|compliance|legal",
        "data protection officer",
    ),
    (
        (
            r"encrypt|tls|penetration|vulnerab|owasp|password rules|log out|lock an? account|failed "
            r"log|session|security|intrusion|firewall"
        ),
        "security|administrator|admin",
        "security officer",
    ),
    (
        (
            r"backup|restore|recover|deploy|monitor|uptime|available|availability|maintenance window|"
            r"roll(?:ed)? back|migrat|server|failover|install|configur|instance"
        ),
        "administrator|admin|operator|operations|devops|sre|dba|engineer",
        "system administrator",
    ),
    (
        r"\bapi\b|webhook|sdk|endpoint|developer|library|command[- ]line|documentation of the",
        "developer|engineer|integrator",
        "developer",
    ),
    (
        r"schema|ingest|pipeline|data load|etl|warehouse table|data quality|quarantine|lineage|catalogue|dataset",
        "data engineer|data analyst|data steward|data",
        "data engineer",
    ),
    (
        r"sensor|gateway|firmware|device|battery|calibrat|temperature|thermostat|actuator|machine",
        "technician|quality|facility|operator|engineer|manager",
        "maintenance technician",
    ),
    (
        r"pod|node|cluster|kubelet|kube|container|namespace|apiserver|controller|csi\b|scheduler|volume",
        "cluster|operator|administrator|developer",
        "cluster administrator",
    ),
    (
        r"cart|checkout|orders?\b|product|shop|delivery|parcel|refund|search results",
        "customer|shopper|buyer",
        "customer",
    ),
    (
        r"invoice|payment run|booking entry|ledger|cost cent|tax|vat|expense",
        "accountant|accounts|finance|clerk|approver|controller",
        "accounts payable clerk",
    ),
    (r"employee|leave|payroll|onboard|new joiner|contract|buddy|absence", "hr|employee|manager", "HR officer"),
    (r"patient|prescri|medication|appointment|clinic|drug", "physician|nurse|doctor|clinician|patient", "physician"),
    (r"course|exam|grade|enrol|submission|lecture|lesson", "student|lecturer|teacher|learner|registrar", "student"),
    (
        r"stock|shelf|picking|pick list|label|shipment|warehouse|pallet|barcode",
        "picker|warehouse|logistics|clerk",
        "warehouse clerk",
    ),
    (r"ticket|incident|support request|sla\b", "agent|support|service", "support agent"),
    (
        r"report|dashboard|kpi|statistics|forecast|summary|budget",
        "manager|analyst|lead|controller|head|director",
        "manager",
    ),
    (r"project|milestone|task|sprint|backlog", "project manager|lead|manager", "project manager"),
    (r"page|screen|app\b|mobile|website|form", "customer|employee|member", ""),
    (
        r"account|profile|login|sign in|password",
        "customer|member|employee|user|student|patient|supplier",
        "account holder",
    ),
)

_STRONG = re.compile("|".join(pattern for pattern, _, _ in _CONCERNS[:4]), re.I)
"""Approval, audit, privacy and security have people of their own, whoever else the text names."""


_KEEPER = re.compile(r"(?i)\b(?:administrator|admin|operator|maintainer)s?$")


@dataclass(frozen=True)
class Choice:
    role: str
    basis: Basis
    reason: str


def choose(
    clause: Clause,
    text: str,
    *,
    known: Sequence[str],
    last: str | None,
    system: str,
    related: str | None = None,
    usual: str | None = None,
) -> Choice:
    """The role of the story. `known`: roles of the text or the personas, most frequent first; `last`: the one named before."""
    if clause.negated:
        allowed = [role for role in known if not generic(role) and not re.search(rf"\b{re.escape(role)}", text, re.I)]
        concern = _concern(text, allowed)
        if concern:
            return Choice(
                concern, "derived" if concern in allowed else "proposed", "not named in the source; chosen by subject"
            )
        return (
            Choice(allowed[0], "derived", "another role of the text")
            if allowed
            else Choice("process owner", "proposed", "the source names nobody whom it serves")
        )
    if clause.role and not generic(clause.role):
        return Choice(clause.role, "source", "named in the requirement")
    if clause.recipient and not generic(clause.recipient):
        return Choice(clause.recipient, "source", "receives the result")
    specific = [role for role in known if not generic(role)]
    if not clause.role and not _STRONG.search(text) and all(_KEEPER.search(role) for role in specific):
        specific = []  # who looks after the product is seldom the one whom it serves
    mentioned = None if clause.form != "person" and _STRONG.search(text) else _mentioned(text, specific)
    if clause.role and generic(clause.role) and len(specific) == 1:
        return Choice(specific[0], "derived", f"the only role of the text stands for “{clause.role}”")
    if clause.role and specific and re.match(r"(?i)(?:everybody|everyone|all|anyone|anybody)\b", clause.subject):
        return Choice(specific[0], "derived", f"the role named most often stands for “{clause.subject}”")
    if mentioned and not clause.role:
        return Choice(mentioned, "derived", "mentioned in the requirement")
    hint = _concern(text, specific)
    if hint and hint in specific:
        return Choice(hint, "derived", "the role of the text nearest to the subject")
    if hint and _STRONG.search(text) and clause.form != "person":
        return Choice(hint, "proposed", "not named in the source; chosen by subject")
    if related and not generic(related) and (not _KEEPER.search(related) or clause.role or specific):
        return Choice(related, "derived", "named in the requirement about the same matter")
    if clause.form == "system" and specific:
        return Choice(specific[0], "derived", "the role named most often")
    if last and not generic(last):
        return Choice(last, "derived", "named just before")
    if hint:
        return Choice(hint, "proposed", "not named in the source; chosen by subject")
    if specific:
        return Choice(specific[0], "derived", "the role named most often")
    reason = "the source says only “user”" if clause.role else "the source names nobody"
    if usual and not clause.role:
        return Choice(usual, "proposed", f"{reason}; chosen by subject")
    product = re.fullmatch(
        r"(?:[\w-]+ )?(?:portal|app|shop|platform|website|intranet|kiosk|marketplace|tool|store)", system
    )
    return Choice(f"{system} user" if product else "end user", "proposed", reason)


def usual_role(text: str, roles: Sequence[str]) -> str | None:
    """Whom the subject matter of a whole text usually concerns."""
    return _concern(text, roles)


def _mentioned(text: str, roles: Sequence[str]) -> str | None:
    for role in roles:
        if re.search(rf"\b{re.escape(role)}(?:e?s|'s|’s)?\b", text, re.I):
            return role
    if roles:
        return None
    for match in re.finditer(r"\b(?:for|of|to|by) (?:the |an? |all |each |every |our )?([\w-]+(?: [\w-]+)?)", text):
        if (found := person(match.group(1))) and not generic(found):
            return found
    return None


def _concern(text: str, roles: Sequence[str]) -> str | None:
    """By subject matter: a role of the text that fits it, else the usual one."""
    usual = None
    for pattern, fitting, default in _CONCERNS:
        if re.search(rf"\b(?:{pattern})", text, re.I):
            for role in roles:
                if re.search(rf"\b(?:{fitting})", role, re.I):
                    return role
            usual = usual or default or None
            if _STRONG.search(text):
                return usual
    return usual
