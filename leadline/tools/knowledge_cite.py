"""Citations of an answer from documents: numbered quotes, facts behind them, places and counts in words."""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Sequence
from typing import Any

from leadline.knowledge.kinds import KINDS
from leadline.knowledge.lessons.records import Quote
from leadline.knowledge.results import PassageText, SearchResult
from leadline.tools.answer import Citation, Fact, PassageSource, QuerySource
from leadline.tools.phrasing import day

TOOL = "search_knowledge"


class Book:
    """Facts and numbered citations of one answer."""

    def __init__(self, args: dict[str, Any], today: dt.date) -> None:
        self.facts: list[Fact] = []
        self.citations: list[Citation] = []
        self._args, self._today = args, today
        self._prefix = "k" + hashlib.sha256(json.dumps(args, sort_keys=True).encode()).hexdigest()[:4]
        self._named: set[str] = set()

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
        self._name(passage)
        return f"[{citation.n}]"

    def quote(self, quote: Quote) -> str:
        """The mark of a quote that a lesson stands on."""
        place = (quote.document_id, quote.title, "", "", None, quote.section, quote.page, 0, 0, quote.text)
        return self.cite(PassageText(quote.passage_id, *place), quote.text)

    def _name(self, passage: PassageText) -> None:
        """Title and date of a cited document are facts too: a title may hold figures, and the answer says the date."""
        if passage.document_id in self._named:
            return
        self._named.add(passage.document_id)
        source = PassageSource(document_id=passage.document_id, title=passage.title, quote=passage.title)
        self.facts.append(
            Fact(id=self._next(), label="Document title", value=passage.title, unit="name", source=source)
        )
        if passage.date is not None:
            label = f"Date of “{passage.title}”"
            self.facts.append(
                Fact(id=self._next(), label=label, value=passage.date.isoformat(), unit="date", source=source)
            )

    def _next(self) -> str:
        return f"{self._prefix}-{len(self.facts) + 1}"


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
    """The place of a passage in words: *Atlas Charter*, section “Scope”, page 3 (3 Mar 2026)."""
    parts = [f"*{passage.title}*"]
    if section and passage.section:
        parts.append(f"section “{passage.section}”")
    if passage.page is not None:
        parts.append(f"page {passage.page}")
    return ", ".join(parts) + (f" ({day(passage.date)})" if passage.date else "")


def shown(quote: str, around: str = "") -> str:
    """A quote for reading: one line, link targets left out; the citation keeps the exact characters.

    A table row is told cell by cell under its column names, which are looked for in `around`, the passage that it stands in.
    """
    text = re.sub(r"!?\[([^\]]*)\]\((?:[^()]|\([^()]*\))*\)", r"\1", quote)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if lines and all(line.startswith("|") for line in lines):
        return "; ".join(_row(line, _columns(line, around)) for line in lines)  # retold, so without quotation marks
    return f"“{' '.join(' '.join(lines).split())}”"


def _row(line: str, columns: Sequence[str]) -> str:
    cells = [cell.strip() for cell in line.strip("|").split("|")]
    if len(columns) == len(cells) > 2:
        named = [f"{column}: {cell}" for column, cell in zip(columns[1:], cells[1:], strict=True) if cell]
        return f"{cells[0]} – {'; '.join(named)}"
    return " · ".join(cell for cell in cells if cell)


def _columns(row: str, around: str) -> list[str]:
    """The cells of the first row of the table that `row` stands in; none if the row is not found or is that row itself."""
    before = around.partition(row)[0] if row in around else ""
    table = before.rsplit("\n\n", 1)[-1].strip().splitlines()
    if len(table) < 2 or not table[0].startswith("|"):
        return []
    return [cell.strip() for cell in table[0].strip().strip("|").split("|")]


def documents_counted(count: int) -> str:
    return f"{count} document{'' if count == 1 else 's'}"
