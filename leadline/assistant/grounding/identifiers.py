"""Keys of records ("ATL-12", "R-3") and numbered names ("Sprint 14") in a text."""

import re
from collections.abc import Iterator

from leadline.assistant.grounding.mention import Key
from leadline.assistant.grounding.words import listed

KEY = re.compile(r"(?<![\w-])[A-Z][A-Z0-9]{0,9}-\d{1,6}(?![\w-])")
NUMBERED = re.compile(r"\b(?:Sprint|Release|Milestone|Wave|Iteration|Increment)\s(?:\d+(?:\.\d+)*)\b", re.IGNORECASE)
# Standards, encodings and the like have the form of a key but name no record.
STANDARDS = listed("ISO IEC UTF SHA AES RFC COVID GPT TLS HTTP IEEE EN DIN NIST PCI RSA MD WCAG MS FY CVE")


def keys(text: str) -> Iterator[Key]:
    for match in KEY.finditer(text):
        if match[0].partition("-")[0] not in STANDARDS:
            yield Key(match[0], match.start(), match.end(), match[0])
    for match in NUMBERED.finditer(text):
        yield Key(match[0], match.start(), match.end(), " ".join(match[0].upper().split()), numbered_name=True)
