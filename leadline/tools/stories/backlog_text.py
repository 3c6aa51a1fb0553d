"""Stories as people keep them -> one record a story: a line each, blocks with criteria below, Markdown tables, CSV."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from leadline.tools.stories.backlog import split_backlog
from leadline.tools.stories.tables import split_row

_STORY = re.compile(r"(?i)\bas (?:an?|the|any) .{1,80}?,? (?:I|we)\b")
_STARTS = re.compile(r"(?i)^\W*(?:(?:US|ST|story|user story)?[ -]?\d+[.:)\]-]*\s*)?as (?:an?|the|any) ")
_LABEL = re.compile(r"^(?P<key>[A-Z][A-Z0-9]{1,9}-\d{1,6}|US-?\d{1,4}|#\d{1,6})\s*[:.)–-]?\s+(?=\S)")
_CRITERION = re.compile(
    r"(?i)^\s*(?:[-*•]\s*)?(?:acceptance criteria|given\b|when\b|then\b|and\b|but\b|scenario\b|ac ?\d+|examples?:|\|)"
)
_TITLES = {
    "key": re.compile(r"(?i)^(?:id|key|issue key|ref|no\.?|nr\.?|#|story id|number)$"),
    "text": re.compile(r"(?i)^(?:user ?stor(?:y|ies)|story|description|text|summary|title|requirement|name)$"),
    "role": re.compile(r"(?i)^(?:as an?|role|actor|persona|user|who)\W*$"),
    "want": re.compile(r"(?i)^(?:i want(?: to)?|want|goal|what|means|action|feature)\W*$"),
    "benefit": re.compile(r"(?i)^(?:so that|benefit|why|value|ends|reason)\W*$"),
    "criteria": re.compile(
        r"(?i)^(?:acceptance(?: criteria| criterion)?|criteria|ac|acs|done when|definition of done)$"
    ),
}


@dataclass(frozen=True)
class BacklogStory:
    """`key`: the label it carries in its source, "" where it has none. `criteria`: its acceptance criteria as written."""

    text: str
    key: str = ""
    criteria: tuple[str, ...] = field(default=())


def read_backlog(text: str) -> list[BacklogStory]:
    """Every story of a pasted or attached text, in order."""
    rows = _rows(text)
    if rows and (found := _from_table(rows)):
        return found
    return list(_from_lines(text))


def _rows(text: str) -> list[list[str]]:
    """The cells of a table with a header row; nothing where most lines are no table rows."""
    lines = [line for line in text.splitlines() if line.strip()]
    piped = [cells for line in lines if line.strip().startswith("|") and (cells := split_row(line))]
    if len(piped) >= 2:
        return [cells for cells in piped if not all(re.fullmatch(r":?-*:?", cell) for cell in cells)]
    for delimiter in (";", "\t", ","):
        head = next(csv.reader(lines[:1], delimiter=delimiter), [])
        if len(head) >= 2 and sum(_column(cell) is not None for cell in head) >= 2:
            return [[cell.strip() for cell in row] for row in csv.reader(text.splitlines(), delimiter=delimiter) if row]
    return []


def _column(name: str) -> str | None:
    return next((column for column, title in _TITLES.items() if title.match(name.strip(" *\ufeff"))), None)


def _from_table(rows: list[list[str]]) -> list[BacklogStory]:
    head = [_column(cell) for cell in rows[0]]
    if "text" not in head and "want" not in head:
        widest = max(range(len(rows[0])), key=lambda n: sum(len(row[n]) for row in rows[1:] if n < len(row)))
        if not any(_STORY.search(row[widest]) for row in rows if widest < len(row)):
            return []
        head[widest] = "text"
    out = []
    for row in rows[1:] if any(_column(cell) for cell in rows[0]) else rows:
        texts = [cell for column, cell in zip(head, row, strict=False) if column == "text" and cell]
        named = {column: cell for column, cell in reversed(list(zip(head, row, strict=False))) if column and cell}
        if named.get("want"):
            role = f"As a {re.sub(r'(?i)^as an? ', '', named['role'])}, " if named.get("role") else ""
            want = re.sub(r"(?i)^(?:I want )?(?:to )?", "", named["want"])
            ends = f", so that {re.sub(r'(?i)^so that ', '', named['benefit'])}" if named.get("benefit") else ""
            texts = [f"{role}I want to {want}{ends}"]
        if texts:
            story = next((cell for cell in texts if _STORY.search(cell)), texts[0])
            criteria = tuple(line.strip() for line in named.get("criteria", "").splitlines() if line.strip())
            out.append(BacklogStory(" ".join(story.split()), named.get("key", ""), criteria))
    return out


def _from_lines(text: str) -> Iterator[BacklogStory]:
    """A line each; criteria below a story belong to it. Lines that are no story count only where no line is one."""
    formed = any(_STARTS.match(_LABEL.sub("", line.strip(" *-•\t"))) for line in text.splitlines())
    if not formed:
        yield from (_labelled(line) for line in split_backlog(text))
        return
    story: list[str] = []
    criteria: list[str] = []
    inside = False
    for line in text.splitlines():
        bare = line.strip()
        if not bare:
            continue
        if _STARTS.match(_LABEL.sub("", re.sub(r"^(?:#\w+#|[-*•]|\d+[.)])\s*", "", bare))):
            if story:
                yield _labelled(" ".join(story), tuple(criteria))
            story, criteria, inside = [bare], [], False
        elif story and (inside or _CRITERION.match(bare)):
            inside = True
            if not re.match(r"(?i)^\W*acceptance criteria\W*$", bare):
                criteria.append(bare.lstrip("-*• "))
        elif story and not bare.startswith("#") and (bare[:1].islower() or line[:1].isspace()):
            story.append(bare)
    if story:
        yield _labelled(" ".join(story), tuple(criteria))


def _labelled(line: str, criteria: tuple[str, ...] = ()) -> BacklogStory:
    body = re.sub(r"^\s*(?:#\w+#|[-*•]|\d+[.)])\s*", "", line).strip()
    label = _LABEL.match(body)
    return BacklogStory(body[label.end() :] if label else body, label.group("key") if label else "", criteria)
