"""The documents: readable, the same each time, in agreement with the database but for the planted contradictions."""

import datetime as dt
import io
import re
from collections import Counter

import docx
import pypdf
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from leadline.projects.sample import SampleDocument, sample_documents
from leadline.projects.tables import Project, WorkItem


@pytest.fixture(scope="module")
def documents(today: dt.date) -> dict[str, SampleDocument]:
    return {document.name: document for document in sample_documents(today)}


def text_of(document: SampleDocument) -> str:
    if document.name.endswith(".md"):
        return document.data.decode()
    if document.name.endswith(".pdf"):
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(document.data)).pages)
    word = docx.Document(io.BytesIO(document.data))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in word.paragraphs), *cells])


def in_words(day: dt.date | None) -> str:
    assert day is not None
    return f"{day.day} {day:%B %Y}"


def test_there_is_a_charter_for_each_project_and_much_else(documents: dict[str, SampleDocument]) -> None:
    kinds = Counter(document.kind for document in documents.values())
    assert kinds["charter"] == 8
    assert kinds["post_mortem"] >= 9
    assert kinds["retrospective"] >= 7
    assert len(documents) >= 30
    assert {name.rpartition(".")[2] for name in documents} == {"md", "docx", "pdf"}
    charters = {document.project_key for document in documents.values() if document.kind == "charter"}
    assert len(charters) == 8
    assert len({document.title for document in documents.values()}) == len(documents)


def test_the_same_day_gives_the_same_bytes(documents: dict[str, SampleDocument], today: dt.date) -> None:
    assert list(sample_documents(today)) == list(documents.values())


def test_every_document_can_be_read_and_none_is_in_the_future(
    documents: dict[str, SampleDocument], today: dt.date
) -> None:
    for document in documents.values():
        text = text_of(document)
        assert len(text) > 500, document.name
        assert not re.search(r"[{}]", text), f"a placeholder is left in {document.name}"
        assert document.date <= today


@pytest.mark.parametrize("day", [dt.date(2028, 2, 29), dt.date(2027, 1, 3)], ids=str)
def test_documents_can_be_written_on_odd_days(day: dt.date) -> None:
    assert all(document.date <= day for document in sample_documents(day))


def test_charters_have_their_sections(documents: dict[str, SampleDocument]) -> None:
    for document in documents.values():
        if document.kind == "charter":
            text = text_of(document).lower()
            for section in (
                "purpose",
                "objectives",
                "success criteria",
                "in scope",
                "out of scope",
                "milestones",
                "budget",
            ):
                assert section in text, f"{document.name}: {section}"
            for section in ("assumptions", "risks", "roles" if "roles" in text else "organisation"):
                assert section in text, f"{document.name}: {section}"


def test_charters_promise_the_baseline_dates_and_the_budget_of_the_database(
    sample: Session, documents: dict[str, SampleDocument]
) -> None:
    for document in documents.values():
        project = sample.scalars(select(Project).where(Project.key == document.project_key)).one()
        if document.kind != "charter" or project.budget_cents is None:
            continue
        text = text_of(document)
        assert f"{project.budget_cents // 100:,} EUR" in text, document.name
        milestones = select(WorkItem).where(WorkItem.project_id == project.id, WorkItem.type == "milestone")
        dates = [in_words(milestone.baseline_finish) for milestone in sample.scalars(milestones)]
        assert sum(date in text for date in dates) >= len(dates) - 1, document.name


def test_charter_and_statement_of_work_contradict_each_other(
    sample: Session, documents: dict[str, SampleDocument]
) -> None:
    delivery = sample.scalars(select(WorkItem).where(WorkItem.title.contains("connector release 1"))).one()
    promised = in_words(delivery.baseline_finish)
    assert promised in text_of(documents["atlas-billing-charter.docx"])
    statement = text_of(documents["atlas-billing-sow-tessera.pdf"])
    assert "Connector release 1 (Germany)" in statement
    assert promised not in statement


@pytest.mark.parametrize(
    ("cause", "projects"),
    [
        ("test data", 5),
        ("certificate", 4),
        ("sandbox", 2),
        ("acceptance criteria", 4),
        ("full volume", 2),
    ],
)
def test_causes_recur_across_projects(documents: dict[str, SampleDocument], cause: str, projects: int) -> None:
    looking_back = [d for d in documents.values() if d.kind in ("post_mortem", "retrospective", "report")]
    found = {d.project_key for d in looking_back if cause in " ".join(text_of(d).lower().split())}
    assert len(found) >= projects, found


def test_pdfs_have_pages_and_headings(documents: dict[str, SampleDocument]) -> None:
    pages = {
        name: len(pypdf.PdfReader(io.BytesIO(document.data)).pages)
        for name, document in documents.items()
        if name.endswith(".pdf")
    }
    assert sum(count >= 2 for count in pages.values()) >= 3
