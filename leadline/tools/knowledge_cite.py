"""Citations of an answer from documents: numbered quotes, facts behind them, places and counts in words."""

import datetime as dt
import re
from typing import Any

from leadline.knowledge.kinds import KINDS
from leadline.knowledge.results import PassageText, SearchResult
from leadline.tools.answer import Citation, Fact, PassageSource, QuerySource

TOOL = "search_knowledge"


class Book:
    """Facts and numbered citations of one answer."""

    def __init__(self, args: dict[str, Any], today: dt.date) -> None:
        self.facts: list[Fact] = []
        self.citations: list[Citation] = []
        self._args, self._today = args, today

    def count(self, label: str, value: int) -> None:
        source = QuerySource(tool=TOOL, args=self._args)
        self.facts.append(
            Fact(id=self._next(), label=label, value=value, unit="count", as_of=self._today, source=source)
        )

    def cite(self, passage: PassageText, quote: str) -> str:
        """The mark of a quote, like "[2]"; the same quote keeps its number."""
        for known in self.citations:
            if (known.passage_id, known.quote) == (passage.id, quote):
                return f"[{known.n}]"
        section = passage.section or None
        citation = Citation(
            n=len(self.citations) + 1,
            document_id=passage.document_id,
            passage_id=passage.id,
            title=passage.title,
            section=section,
            page=passage.page,
            quote=quote,
        )
        self.citations.append(citation)
        source = PassageSource(
            document_id=passage.document_id, title=passage.title, section=section, page=passage.page, quote=quote
        )
        label = f"Stated in “{passage.title}”"
        self.facts.append(
            Fact(id=self._next(), label=label, value=quote, unit="quote", as_of=passage.date, source=source)
        )
        return f"[{citation.n}]"

    def _next(self) -> str:
        return f"kno{len(self.facts) + 1}"


def searched(result: SearchResult) -> str:
    """What was looked at: "91 documents (60 post-mortems, 31 charters)"."""
    kinds = ", ".join(counted(kind, count) for kind, count in result.kinds_searched)
    return documents_counted(result.documents_searched) + (f" ({kinds})" if kinds else "")


def counted(kind: str, count: int) -> str:
    """ "3 charters", "1 policy", "2 minutes"."""
    name = KINDS.get(kind, kind)
    if count == 1 or name.endswith("s"):
        return f"{count} {name}"
    return f"{count} {name.removesuffix('y')}ies" if name.endswith("y") else f"{count} {name}s"


def where(passage: PassageText, *, section: bool = True) -> str:
    """The place of a passage in words: *Atlas Charter*, section “Scope”, page 3 (2026-03-03)."""
    parts = [f"*{passage.title}*"]
    if section and passage.section:
        parts.append(f"section “{passage.section}”")
    if passage.page is not None:
        parts.append(f"page {passage.page}")
    return ", ".join(parts) + (f" ({passage.date})" if passage.date else "")


def shown(quote: str) -> str:
    """A quote for reading: one line, link targets left out, table rows as cells. The citation keeps the exact characters."""
    text = re.sub(r"!?\[([^\]]*)\]\((?:[^()]|\([^()]*\))*\)", r"\1", quote)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if lines and all(line.startswith("|") for line in lines):
        cells = [" · ".join(cell.strip() for cell in line.strip("|").split("|") if cell.strip()) for line in lines]
        return f"“{'; '.join(cells)}”"
    return f"“{' '.join(' '.join(lines).split())}”"


def documents_counted(count: int) -> str:
    return f"{count} document{'' if count == 1 else 's'}"
