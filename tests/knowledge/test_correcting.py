"""What was guessed about a document can be corrected; the index follows, quotes and old versions stay."""

import datetime as dt

import pytest

from leadline.knowledge.converted import RefusedError
from leadline.knowledge.correcting import Correction
from leadline.knowledge.library import Library
from leadline.knowledge.scope import EVERYTHING, Scope

NOTE = b"# Notes on the cable\n\nThe harbour cable has a diameter of 40 millimetres and was laid by Ostrava Lines.\n"
NEWER = b"# Cable, second issue\n\nThe harbour cable has a diameter of 55 millimetres and was laid by Ostrava Lines.\n"
QUESTION = "what diameter has the harbour cable?"


def test_a_corrected_project_and_kind_decide_who_finds_it(library: Library) -> None:
    taken = library.ingest("cable.md", NOTE)
    assert taken.document_id
    given = Correction("HRB", "contract", None, dt.date(2026, 5, 4), 3, "de")
    corrected = library.correct(EVERYTHING, taken.document_id, given)
    assert corrected is not None
    assert (corrected.project_key, corrected.kind, corrected.date, corrected.version, corrected.language) == (
        "HRB",
        "contract",
        dt.date(2026, 5, 4),
        3,
        "de",
    )
    inside = library.search(Scope(frozenset({"HRB"})), QUESTION, kinds={"contract"})
    assert inside.answered
    assert "40 millimetres" in inside.hits[0].quote
    assert not library.search(Scope(frozenset({"ATL"})), QUESTION).hits
    assert library.check().in_step


def test_a_replaced_document_leaves_the_search_and_stays_citable(library: Library) -> None:
    old, new = library.ingest("cable.md", NOTE), library.ingest("cable-2.md", NEWER)
    assert old.document_id
    assert new.document_id
    cited = library.passages(EVERYTHING, old.document_id)[0]
    corrected = library.correct(EVERYTHING, new.document_id, Correction(replaces=old.document_id))
    assert corrected is not None
    assert corrected.version == 2
    quotes = [hit.quote for hit in library.search(EVERYTHING, QUESTION).hits]
    assert any("55" in quote for quote in quotes)
    assert not any("40" in quote for quote in quotes)
    assert library.passage(EVERYTHING, cited.id) == cited
    with pytest.raises(RefusedError, match="newest version"):
        library.correct(EVERYTHING, old.document_id, Correction(kind="policy"))
    assert library.check().in_step


def test_a_document_out_of_scope_is_not_corrected(library: Library) -> None:
    taken = library.ingest("cable.md", NOTE, project_key="HRB")
    assert taken.document_id
    assert library.correct(Scope(frozenset({"ATL"})), taken.document_id, Correction(kind="policy")) is None
    kept = library.document(EVERYTHING, taken.document_id)
    assert kept is not None
    assert kept.kind != "policy"
