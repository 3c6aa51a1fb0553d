"""The files of a set, read again by the programs' own parsers."""

import csv
import io
from typing import Any

import docx
import openpyxl  # type: ignore[import-untyped]
import pytest
from gherkin.parser import Parser

from leadline.tools.stories.drafting import draft_story_set
from leadline.tools.stories.exports import FORMATS, file_name
from leadline.tools.stories.exports.cells import safe_cell
from leadline.tools.stories.exports.jira_csv import COLUMNS
from leadline.tools.stories.story_set import FinishedItem, StorySet

TEXT = """The portal shall let a supplier upload an invoice as PDF or XML up to 10 MB.
Invoices above 10,000 EUR need two approvals.
Approvers can approve or reject invoices within 5 days.
The search must be fast.
Mobile apps are out of scope.
"""


@pytest.fixture(scope="module")
def story_set() -> StorySet:
    history = [FinishedItem(key=f"A-{n}", title="upload an invoice as PDF or XML", points=n) for n in (2, 3, 5)]
    return draft_story_set(TEXT, title='=HYPERLINK("http://x")', history=history)


def _written(story_set: StorySet, name: str) -> bytes:
    return FORMATS[name].write(story_set)


def test_feature_holds_one_rule_a_story_and_one_scenario_a_criterion(story_set: StorySet) -> None:
    document: Any = Parser().parse(_written(story_set, "gherkin").decode())
    rules = [child["rule"] for child in document["feature"]["children"]]
    assert [rule["tags"][0]["name"] for rule in rules] == [f"@{story.id}" for story in story_set.stories]
    for rule, story in zip(rules, story_set.stories, strict=True):
        assert len(rule["children"]) == len(story.criteria)
        for child in rule["children"]:
            assert [step["keyword"].strip() for step in child["scenario"]["steps"]] == ["Given", "When", "Then"]


def test_jira_rows_are_the_epic_and_the_stories(story_set: StorySet) -> None:
    rows = list(csv.DictReader(io.StringIO(_written(story_set, "jira").decode(), newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert [row["Issue Type"] for row in rows] == ["Epic", *["Story"] * len(story_set.stories)]
    assert {row["Epic Link"] for row in rows[1:]} == {rows[0]["Epic Name"]}
    assert rows[1]["Priority"] == "High"  # "shall"
    assert rows[1]["Labels"].split()[:2] == ["US-1", "R1"]
    assert "Given" in rows[1]["Description"]
    assert rows[1]["Story Points"] == ""  # a range is no number
    assert "2 to 5 points, n = 3" in rows[1]["Description"]


def test_no_cell_of_the_csv_begins_like_a_formula(story_set: StorySet) -> None:
    cells = [cell for row in csv.reader(io.StringIO(_written(story_set, "jira").decode(), newline="")) for cell in row]
    assert '\'=HYPERLINK("http://x")' in cells
    assert not [cell for cell in cells if cell[:1] in "=+-@\t\r＝＋－＠" and cell]


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@A1", "\tx", "\rx", "＝1", "＋1", "－1", "＠A", "  =1"])
def test_what_looks_like_a_formula_gets_an_apostrophe(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=b", "US-1", "10 MB", "“=x”"])
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert safe_cell(text) == text


def test_workbook_has_four_sheets_with_numbers_as_numbers_and_no_formula(story_set: StorySet) -> None:
    book = openpyxl.load_workbook(io.BytesIO(_written(story_set, "xlsx")))
    assert book.sheetnames == ["Stories", "Criteria", "Coverage", "Questions"]
    heads = [cell.value for cell in book["Stories"][1]]
    first = dict(zip(heads, (cell.value for cell in book["Stories"][2]), strict=True))
    assert (first["ID"], first["Points from"], first["Points to"], first["Similar items"]) == ("US-1", 2, 5, 3)
    assert first["Criteria"] == len(story_set.stories[0].criteria)
    assert first["Ready"] is False
    assert book["Criteria"].max_row == 1 + sum(len(story.criteria) for story in story_set.stories)
    assert book["Coverage"].max_row == 1 + len(story_set.source_map)
    assert book["Questions"].max_row == 1 + len(story_set.open_questions)
    assert not [c for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"]


def test_formula_in_the_source_stays_text_in_the_workbook() -> None:
    found = draft_story_set("The clerk can print =SUM(A1:A9) on the label. =1+1 must be shown to the controller.")
    book = openpyxl.load_workbook(io.BytesIO(_written(found, "xlsx")))
    texts = [row[1].value for row in book["Coverage"].iter_rows(min_row=2)]
    assert "=1+1 must be shown to the controller." in texts
    assert not [c for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"]


def test_document_holds_every_story_criterion_requirement_and_question(story_set: StorySet) -> None:
    read = docx.Document(io.BytesIO(_written(story_set, "docx")))
    headings = [p.text for p in read.paragraphs if (p.style.name if p.style else "") == "Heading 2"]
    assert [f"{story.id} {story.title}" for story in story_set.stories] == headings[: len(story_set.stories)]
    cells = {cell.text for table in read.tables for row in table.rows for cell in row.cells}
    assert {item.text for item in story_set.requirements} <= cells
    for story in story_set.stories:
        for criterion in story.criteria:
            assert any(text.startswith(criterion.name) and "\nWhen " in text for text in cells)
    assert all(any(text.startswith(one.question) for text in cells) for one in story_set.open_questions)


def test_control_characters_do_not_break_office_files() -> None:
    found = draft_story_set("A clerk can print the \x0blabel\x1f of a parcel.")
    assert docx.Document(io.BytesIO(_written(found, "docx"))).paragraphs
    assert openpyxl.load_workbook(io.BytesIO(_written(found, "xlsx"))).sheetnames


def test_file_names_are_plain() -> None:
    assert file_name("Supplier portal: invoices/2026", 3, FORMATS["jira"]) == "supplier-portal-invoices-2026-v3.csv"
    assert file_name("发票", 1, FORMATS["docx"]) == "stories-v1.docx"
