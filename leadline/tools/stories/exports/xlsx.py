"""A story set as a workbook: stories, criteria, coverage, questions; numbers are numbers, texts are never formulas."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter  # type: ignore[import-untyped]

from leadline.tools.stories.exports.cells import printable
from leadline.tools.stories.exports.words import covered_by
from leadline.tools.stories.markdown import origin
from leadline.tools.stories.story_set import StorySet

Cell = str | float | int | bool | None
LONGEST = 32_767  # characters that a cell of a workbook can hold


@dataclass(frozen=True)
class _Sheet:
    name: str
    columns: tuple[tuple[str, int], ...]  # heading, width
    rows: Sequence[Sequence[Cell]]


def story_set_xlsx(story_set: StorySet) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": printable(story_set.title), "comments": f"version {story_set.header.version}"})
    head = book.add_format({"bold": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF", "valign": "top", "border": 1})
    body = book.add_format({"text_wrap": True, "valign": "top"})
    for sheet in (_stories(story_set), _criteria(story_set), _coverage(story_set), _questions(story_set)):
        page = book.add_worksheet(sheet.name)
        for place, (heading, width) in enumerate(sheet.columns):
            page.set_column(place, place, width)
            page.write_string(0, place, heading, head)
        for row, cells in enumerate(sheet.rows, 1):
            for place, cell in enumerate(cells):
                if isinstance(cell, bool):
                    page.write_boolean(row, place, cell, body)
                elif isinstance(cell, int | float):
                    page.write_number(row, place, cell, body)
                elif cell:
                    page.write_string(row, place, printable(cell)[:LONGEST], body)
        page.freeze_panes(1, 1)
        page.autofilter(0, 0, max(1, len(sheet.rows)), len(sheet.columns) - 1)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
    book.close()
    return out.getvalue()


def _stories(story_set: StorySet) -> _Sheet:
    columns = (
        *(("ID", 8), ("Title", 32), ("Role", 20), ("Role is", 11), ("Want", 40), ("Benefit", 36), ("Benefit is", 11)),
        *(("Priority", 10), ("Why", 30), ("Source", 12), ("Needs first", 12), ("Criteria", 9)),
        *(("Points from", 11), ("Points to", 10), ("Similar items", 12), ("Estimate basis", 36)),
        *(("Business rules and limits", 44), ("Ready", 8), ("Not ready because", 40), ("State", 10)),
    )
    rows: list[list[Cell]] = []
    for story in story_set.stories:
        unmet = [f"{check.name}: {check.note}" if check.note else check.name for check in story.ready if not check.ok]
        rows.append(
            [
                *(story.id, story.title, story.role, story.role_basis, story.want, story.benefit, story.benefit_basis),
                *(story.priority, story.priority_reason, ", ".join(story.source)),
                *(", ".join(one.story for one in story.dependencies), len(story.criteria)),
                *(story.estimate.low, story.estimate.high, story.estimate.n, story.estimate.basis),
                "\n".join(f"{rule.text} ({rule.source})" for rule in story.rules),
                *(not unmet, "\n".join(unmet), story.state),
            ]
        )
    return _Sheet("Stories", columns, rows)


def _criteria(story_set: StorySet) -> _Sheet:
    columns = (
        *(("Story", 8), ("ID", 7), ("Scenario", 32), ("Given", 40), ("When", 40), ("Then", 46)),
        *(("Examples", 36), ("Kind", 12), ("Origin", 18), ("Test level", 13)),
    )
    rows: list[list[Cell]] = [
        [
            *(story.id, one.id, one.name, one.given, one.when, one.then),
            "\n".join(f"{example.value}: {example.outcome}" for example in one.examples),
            *(one.kind, origin(one), one.level),
        ]
        for story in story_set.stories
        for one in story.criteria
    ]
    return _Sheet("Criteria", columns, rows)


def _coverage(story_set: StorySet) -> _Sheet:
    texts = {item.id: item.text for item in story_set.source_map}
    columns = (("Requirement", 12), ("Text", 70), ("Kind", 15), ("Status", 12), ("Covered by", 50))
    rows: list[list[Cell]] = [
        [row.requirement, texts.get(row.requirement, ""), row.kind, row.status, covered_by(row)]
        for row in story_set.coverage.rows
    ]
    others = [item for item in story_set.source_map if item.kind in {"background", "parked"}]
    rows += [[item.id, item.text, item.kind, "no requirement", item.reason] for item in others]
    return _Sheet("Coverage", columns, rows)


def _questions(story_set: StorySet) -> _Sheet:
    columns = (
        *(("ID", 7), ("Question", 70), ("Why it matters", 40), ("Whom to ask", 36), ("By when", 18)),
        *(("Blocks refinement", 16), ("Requirements", 14), ("Stories", 16)),
    )
    rows: list[list[Cell]] = [
        [
            *(one.id, one.question, one.why, one.whom, one.by_when, one.blocking),
            *(", ".join(one.sources), ", ".join(one.stories)),
        ]
        for one in story_set.open_questions
    ]
    return _Sheet("Questions", columns, rows)
