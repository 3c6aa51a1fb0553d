"""Documents in, passages out, through the one door."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from leadline.knowledge.library import Library
from leadline.knowledge.scope import EVERYTHING, Scope

CHARTER = b"""# Atlas Charter

Date: 3 March 2026

## Objectives

Atlas replaces the old customer portal by the end of the year.

## Out of scope

- The mobile app
- Payments by invoice

## Milestones

| Milestone | Date |
| --- | --- |
| Pilot | 15 May 2026 |
| Go-live | 30 June 2026 |
"""
POST_MORTEM = b"""# Post-mortem: expired certificate

## Impact

Customers could not sign in for four hours.

## Root cause

The certificate of the sign-in service expired because nobody owned its renewal.
"""


@pytest.fixture
def filled(library: Library) -> Library:
    library.ingest("charter.md", CHARTER, project_key="ATL")
    library.ingest("certificate.md", POST_MORTEM)
    return library


def test_a_question_in_other_words_finds_the_sentence(filled: Library) -> None:
    result = filled.search(EVERYTHING, "why were users locked out of their accounts?")
    assert result.hits[0].passage.title == "Post-mortem: expired certificate"
    assert result.documents_searched == 2


def test_the_quote_is_verbatim_and_its_place_is_given(filled: Library) -> None:
    result = filled.search(EVERYTHING, "what was the root cause of the expired certificate?")
    hit = result.hits[0]
    markdown = filled.markdown(EVERYTHING, hit.passage.document_id)
    assert markdown is not None
    assert hit.quote == "The certificate of the sign-in service expired because nobody owned its renewal."
    assert hit.quote in markdown
    assert markdown[hit.passage.start : hit.passage.end] == hit.passage.text
    assert hit.passage.section == "Root cause"


def test_a_question_without_an_answer_is_not_answered(filled: Library) -> None:
    assert not filled.search(EVERYTHING, "what is the warranty period of the printers?").answered


def test_the_asked_section_is_recognised(filled: Library) -> None:
    hit = filled.search(EVERYTHING, "what is out of scope for Atlas?").hits[0]
    assert hit.asked_section
    assert hit.passage.section == "Out of scope"


def test_same_file_twice_adds_nothing(filled: Library) -> None:
    assert filled.ingest("charter.md", CHARTER, project_key="ATL").status == "unchanged"
    assert filled.ingest("copy of charter.md", CHARTER, project_key="ATL").status == "unchanged"
    assert filled.documents(EVERYTHING).total == 2


def test_same_file_in_another_project_is_another_document(filled: Library) -> None:
    assert filled.ingest("charter.md", CHARTER, project_key="BEA").status == "added"


def test_changed_file_supersedes_but_stays_citable(filled: Library) -> None:
    old = filled.search(EVERYTHING, "Atlas go-live milestone", project_key="ATL").hits[0].passage
    changed = CHARTER.replace(b"30 June 2026", b"15 July 2026")
    ingested = filled.ingest("charter.md", changed, project_key="ATL")
    assert ingested.status == "superseded"
    found = filled.search(EVERYTHING, "Atlas go-live milestone", limit=20).hits
    assert all("30 June 2026" not in hit.passage.text for hit in found)
    assert any("15 July 2026" in hit.passage.text for hit in found)
    kept = filled.passage(EVERYTHING, old.id)
    assert kept is not None
    assert kept.text == old.text
    document = filled.document(EVERYTHING, old.document_id)
    assert document is not None
    assert document.superseded_by == ingested.document_id
    assert filled.check().in_step


def test_back_to_an_earlier_content_is_a_new_version(filled: Library) -> None:
    filled.ingest("charter.md", CHARTER + b"\nMore.\n", project_key="ATL")
    back = filled.ingest("charter.md", CHARTER, project_key="ATL")
    assert back.status == "superseded"
    document = filled.document(EVERYTHING, back.document_id or "")
    assert document is not None
    assert document.version == 3


def test_removed_document_is_in_neither_index(filled: Library) -> None:
    document = next(d for d in filled.documents(EVERYTHING).items if d.kind == "post_mortem")
    assert filled.remove(document.id)
    assert filled.search(EVERYTHING, "expired certificate").documents_searched == 1
    assert filled.document(EVERYTHING, document.id) is None
    assert filled.check().in_step
    assert not filled.remove(document.id)


def test_outsiders_see_only_what_is_open_to_all(filled: Library) -> None:
    outsider = Scope(frozenset({"BEA"}))
    charter = next(d for d in filled.documents(EVERYTHING).items if d.project_key == "ATL")
    inside = filled.search(EVERYTHING, "Atlas go-live").hits[0].passage
    result = filled.search(outsider, "Atlas go-live customer portal mobile app", limit=50)
    assert {hit.passage.project_key for hit in result.hits} <= {""}
    assert result.documents_searched == 1
    assert filled.search(outsider, "Atlas go-live", project_key="ATL").hits == ()
    assert filled.document(outsider, charter.id) is None
    assert filled.markdown(outsider, charter.id) is None
    assert filled.passage(outsider, inside.id) is None
    assert filled.passages(outsider, charter.id) == []
    assert filled.documents(outsider).total == 1


def test_member_sees_own_project_and_the_organisation(filled: Library) -> None:
    assert filled.documents(Scope(frozenset({"ATL"}))).total == 2


def test_filters_by_kind_and_date(filled: Library) -> None:
    assert {h.passage.kind for h in filled.search(EVERYTHING, "certificate Atlas", kinds={"charter"}).hits} == {
        "charter"
    }
    since = filled.search(EVERYTHING, "certificate Atlas", since=dt.date(2026, 1, 1))
    assert {hit.passage.title for hit in since.hits} == {"Atlas Charter"}


def test_repeated_passage_is_one_hit_and_the_newest_speaks(library: Library) -> None:
    text = b"# Rules\n\nEvery change request needs the approval of the steering committee.\n"
    library.ingest("a.md", text, title="Rules 2024", date=dt.date(2024, 1, 1))
    library.ingest("b.md", text + b"\n", title="Rules 2026", date=dt.date(2026, 1, 1))
    hits = library.search(EVERYTHING, "who approves a change request?").hits
    assert [hit.passage.title for hit in hits] == ["Rules 2026"]
    assert len(hits[0].repeats) == 1


def test_refused_file_leaves_nothing_behind(library: Library) -> None:
    ingested = library.ingest("program.bin", b"\x7fELF\x00\x00\x01\x02" * 100)
    assert ingested.status == "refused"
    assert "program.bin" in (ingested.reason or "")
    assert library.documents(EVERYTHING).total == 0
    assert library.check().passages == 0


def test_folder_goes_in_once_with_progress(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    (folder / "old").mkdir(parents=True)
    (folder / "charter.md").write_bytes(CHARTER)
    (folder / "old" / "certificate.md").write_bytes(POST_MORTEM)
    (folder / "broken.pdf").write_bytes(b"not a pdf")
    (folder / ".hidden.md").write_bytes(b"# Hidden")
    first = [step.ingested for step in library.ingest_folder(folder) if step.ingested]
    assert {(step.source_name, step.status) for step in first} == {
        ("broken.pdf", "refused"),
        ("charter.md", "added"),
        ("old/certificate.md", "added"),
    }
    again = [step.ingested.status for step in library.ingest_folder(folder) if step.ingested]
    assert again == ["refused", "unchanged", "unchanged"]
    assert library.documents(EVERYTHING).total == 2


def test_words_alone_still_find(open_library: Callable[..., Library]) -> None:
    library = open_library(words_only=True)
    library.ingest("certificate.md", POST_MORTEM)
    result = library.search(EVERYTHING, "expired certificates")
    assert result.lexical_only
    assert result.answered
    assert not library.search(EVERYTHING, "warranty of printers").answered


def test_vectors_are_caught_up_after_a_restart(open_library: Callable[..., Library]) -> None:
    open_library(words_only=True).ingest("certificate.md", POST_MORTEM)
    library = open_library()
    assert library.check().without_vector == 2
    assert [(step.done, step.total) for step in library.catch_up()] == [(2, 2)]
    assert library.check().in_step
    assert not library.search(EVERYTHING, "expired certificate").lexical_only


def test_a_lost_index_folder_is_mended_from_the_tables(open_library: Callable[..., Library], tmp_path: Path) -> None:
    open_library().ingest("charter.md", CHARTER)
    moved = open_library(index_path=tmp_path / "another-chroma")
    assert moved.check().dense_missing == moved.check().passages > 0
    found = moved.mend()
    assert not found.in_step
    assert moved.check().in_step


def test_an_empty_library_says_that_it_searched_nothing(library: Library) -> None:
    result = library.search(EVERYTHING, "anything")
    assert not result.answered
    assert result.documents_searched == 0


@pytest.mark.parametrize("query", ["", "???", "the of and", '"', "a'b OR (c", "über straße", "中文", "x" * 5000])
def test_odd_questions_do_no_harm(filled: Library, query: str) -> None:
    assert filled.search(EVERYTHING, query).documents_searched == 2
