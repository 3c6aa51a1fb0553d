"""A report as a document: headings, paragraphs, bullets and tables, with a note behind every figure that has a fact.

Made from the report's Markdown and its claims; every format is written from it, so that all say the same.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from leadline.tools.answer import Card

_INLINE = re.compile(r"\*\*|\[\^(\d+)\]")
_CELL = re.compile(r"(?<!\\)\|")
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Run:
    """`note`: number of the footnote that stands here; the text is then empty."""

    text: str
    bold: bool = False
    note: int | None = None


Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """`kind`: title, heading, text, bullets, table (the first of `rows` is the head; `right`: columns of figures)."""

    kind: str
    lines: tuple[Line, ...] = ()
    rows: tuple[tuple[Line, ...], ...] = ()
    right: tuple[bool, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    title: str
    blocks: tuple[Block, ...]
    basis: str
    notes: tuple[str, ...]
    pictures: tuple[Card, ...]
    sections: tuple[Json, ...]
    facts: tuple[Json, ...]
    markdown: str


def document(content: Json) -> Document:
    """From what is kept of a report: `card`, `facts`, `claims`, `pictures`. `basis`: the source of all notes that name none."""
    card, facts = content["card"], {one["id"]: one for one in content["facts"]}
    marked, used = _marked(card["data"]["markdown"], content["claims"], facts)
    sources = Counter(_source(facts[id_]) for id_ in used if facts[id_]["source"]["kind"] == "query")
    basis = sources.most_common(1)[0][0] if sources else ""
    notes = tuple(_note(facts[id_], basis) for id_ in used)
    listed = "".join(f"\n[^{number}]: {note}" for number, note in enumerate(notes, 1))
    if listed:
        listed = f"\n## Sources\n\n{basis}\n{listed}"
    return Document(
        title=card["title"],
        blocks=tuple(_blocks(marked)),
        basis=basis,
        notes=notes,
        pictures=tuple(Card.model_validate(one) for one in content["pictures"]),
        sections=tuple(card["data"]["sections"]),
        facts=tuple(content["facts"]),
        markdown=f"{marked}{listed}\n" if listed else marked,
    )


def _marked(markdown: str, claims: Sequence[Json], facts: Mapping[str, Json]) -> tuple[str, list[str]]:
    """The text with [^n] behind every claim that a fact bears out; the facts in the order of their numbers."""
    used: list[str] = []
    parts, at = [], 0
    for claim in sorted(claims, key=lambda one: int(one["end"])):
        if claim["fact_id"] not in facts or not _is_statement(markdown, claim["start"]):
            continue
        if claim["fact_id"] not in used:
            used.append(claim["fact_id"])
        parts += [markdown[at : claim["end"]], f"[^{used.index(claim['fact_id']) + 1}]"]
        at = claim["end"]
    return "".join([*parts, markdown[at:]]), used


def _is_statement(markdown: str, place: int) -> bool:
    """Not the title, the lines about the report itself, a heading or the head of a table: what stands there claims nothing."""
    line = markdown[markdown.rfind("\n", 0, place) + 1 :].partition("\n")[0]
    following = markdown[place:].partition("\n")[2]
    return "\n## " in markdown[:place] and not line.startswith("#") and not following.startswith("|--")


def _source(fact: Json) -> str:
    args = ", ".join(f"{name}={value}" for name, value in fact["source"]["args"].items())
    return f"Computed by {fact['source']['tool']}({args}), as of {fact.get('as_of')}."


def _note(fact: Json, basis: str) -> str:
    source = fact["source"]
    if source["kind"] == "passage":
        place = ", ".join(str(one) for one in (source["title"], source.get("section")) if one)
        return f"{fact['label']}: {place}: “{source['quote']}”"
    unit = fact.get("unit")
    shown = f"{round(fact['value'], 4):,}" if isinstance(fact["value"], int | float) else str(fact["value"])
    said = shown if unit in (None, "date", "name", "id", "colour", "count", "ratio") else f"{shown} {unit}"
    other = "" if _source(fact) == basis else f" {_source(fact)}"
    return f"{fact['label']}: {said}.{other}"


def _blocks(markdown: str) -> list[Block]:
    found: list[Block] = []
    for part in re.split(r"\n{2,}", markdown.strip()):
        lines = part.split("\n")
        if part.startswith("# "):
            found.append(Block("title", (runs(part[2:]),)))
        elif part.startswith("## "):
            found.append(Block("heading", (runs(part[3:]),)))
        elif part.startswith("|"):
            found.append(_table(lines))
        elif all(line.startswith("- ") for line in lines):
            found.append(Block("bullets", tuple(runs(line[2:]) for line in lines)))
        else:
            found.append(Block("text", tuple(runs(line.strip()) for line in lines)))
    return found


def _table(lines: Sequence[str]) -> Block:
    rows = [tuple(runs(cell.strip().replace("\\|", "|")) for cell in _CELL.split(line.strip())[1:-1]) for line in lines]
    right = tuple(cell.strip().endswith(":") for cell in lines[1].strip().strip("|").split("|"))
    return Block("table", rows=(rows[0], *rows[2:]), right=right)


def runs(text: str) -> Line:
    found, bold, at = [], False, 0
    for match in _INLINE.finditer(text):
        if match.start() > at:
            found.append(Run(text[at : match.start()], bold))
        if match[1]:
            found.append(Run("", note=int(match[1])))
        else:
            bold = not bold
        at = match.end()
    return (*found, Run(text[at:], bold)) if at < len(text) else tuple(found)


def plain(line: Line) -> str:
    return "".join(run.text for run in line)


def shares(block: Block, width: float) -> list[float]:
    """Column widths of a table: by what is in it, none too narrow for its words, none wider than its text needs."""
    columns = range(len(block.right))
    longest = [min(30, max(15, *(len(plain(row[place])) for row in block.rows))) for place in columns]
    return [width * length / sum(longest) for length in longest]
