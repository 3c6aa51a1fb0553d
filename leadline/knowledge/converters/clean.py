"""Characters that a reader cannot see but a program would read: tag, zero-width, bidi and control characters."""

import re

# U+200C/U+200D join letters in Persian and Indic scripts and emoji, U+200E/U+200F order digits in Arabic and Hebrew: between such
# letters they are writing, anywhere else they are hiding.
_HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e0fff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
    "|(?<![\u0600-\u06ff\u0900-\u0dff\u2600-\U0001faff\ufe0f])[\u200c\u200d]|[\u200c\u200d](?![\u0600-\u06ff\u0900-\u0dff\u2640-\U0001faff])"
)


def without_hidden_characters(text: str) -> tuple[str, int]:
    """The text without characters that only a program sees, and how many there were (a byte order mark at the start is none)."""
    return _HIDDEN.subn("", text.removeprefix("\ufeff"))
