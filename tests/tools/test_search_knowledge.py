"""`search_knowledge` as a person meets it: the quote first, where it stands, disagreements, and an honest "not found"."""

import datetime as dt
from pathlib import Path

import pytest
from langchain.tools import ToolRuntime

from leadline.knowledge.library import Library
from leadline.knowledge.minilm.model import MiniLM
from leadline.projects.access import LOCAL_USER, Access, Role
from leadline.projects.tables import Project
from leadline.storage.base import Base
from leadline.storage.engine import create_database_engine, session_factory
from leadline.tools.answer import ToolAnswer
from leadline.tools.context import Context
from leadline.tools.knowledge import answer_from_documents, search_knowledge

CHARTER = b"""# Atlas Charter

Date: 3 March 2026

## Purpose

Atlas replaces the old customer portal.

## Out of scope

- The mobile app
- Invoices on paper

## Milestones

| Milestone | Date |
| --- | --- |
| Go-live | 30 June 2026 |
"""
CONTRACT = b"""# Atlas Statement of Work

Date: 12 April 2026

## Term

The go-live of the portal is on 15 July 2026. The supplier is paid EUR 450,000 in three instalments.
"""
POST_MORTEM = b"""# Post-mortem: expired certificate

## Root cause

The certificate of the sign-in service expired because nobody owned its renewal.
"""
TODAY = dt.date(2026, 5, 1)


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Context:
    home: Path = tmp_path_factory.mktemp("home")
    engine = create_database_engine(f"sqlite:///{home}/leadline.db")
    Base.metadata.create_all(engine)
    with engine.begin() as connection:
        Library.create_indexes(connection)
    sessions = session_factory(engine)
    with sessions.begin() as session:
        for key, name in (("ATL", "Atlas"), ("BEA", "Beacon")):
            session.add(Project(key=key, name=name, method="agile", phase="running"))
    library = Library(sessions, home / "chroma", None, MiniLM())
    library.ingest("charter.md", CHARTER, project_key="ATL")
    library.ingest("sow.md", CONTRACT, project_key="ATL")
    library.ingest("certificate.md", POST_MORTEM)
    return Context(access=LOCAL_USER, today=TODAY, sessions=sessions, library=library)


def said(answer: ToolAnswer) -> str:
    return "\n".join(sentence.text for sentence in answer.sentences)


def test_quote_first_then_where_it_stands(context: Context) -> None:
    answer = answer_from_documents(context, "did we ever have trouble with an expired certificate?")
    assert answer.sentences[0].part == "headline"
    assert (
        "The certificate of the sign-in service expired because nobody owned its renewal." in answer.sentences[0].text
    )
    assert "*Post-mortem: expired certificate*, section “Root cause”" in said(answer)
    assert answer.citations[0].quote in POST_MORTEM.decode()
    assert [card.kind for card in answer.cards] == ["citations"]


def test_every_mark_has_its_citation_and_fact(context: Context) -> None:
    answer = answer_from_documents(context, "what is out of scope?", project="Atlas")
    assert [c.quote for c in answer.citations] == ["The mobile app", "Invoices on paper"]
    assert all(f"[{citation.n}]" in said(answer) for citation in answer.citations)
    quotes = [fact.source.quote for fact in answer.facts if fact.unit == "quote" and fact.source.kind == "passage"]
    assert quotes == [citation.quote for citation in answer.citations]


def test_sources_that_disagree_stand_side_by_side(context: Context) -> None:
    text = said(answer_from_documents(context, "when is the go-live?", project="atlas"))
    assert "disagree" in text
    assert "30 June 2026" in text
    assert "15 July 2026" in text
    assert "The later document is *Atlas Statement of Work* (12 Apr 2026)" in text


def test_not_found_says_what_was_searched(context: Context) -> None:
    answer = answer_from_documents(context, "what is the warranty period of the printers?")
    assert answer.status == "not_found"
    assert answer.sentences[0].text == "**Not found in 3 documents (1 charter, 1 contract, 1 post-mortem).**"
    assert answer.citations == ()


def test_what_the_named_project_does_not_say_is_looked_for_elsewhere(context: Context) -> None:
    answer = answer_from_documents(context, "why did the certificate expire?", project="Atlas")
    assert answer.sentences[0].text == "Nothing on this in the 2 documents of Atlas. Elsewhere:"
    assert "nobody owned its renewal" in said(answer)


def test_the_project_of_the_page_comes_first_but_binds_nobody(context: Context) -> None:
    on_page = Context(LOCAL_USER, TODAY, context.sessions, context.library, project="ATL")
    answer = answer_from_documents(on_page, "did a certificate ever expire?")
    assert answer.sentences[0].text.startswith("“The certificate of the sign-in service expired")


def test_kind_in_the_question_is_honoured(context: Context) -> None:
    answer = answer_from_documents(context, "what does the SOW say about go-live of the portal?", kind="SOW")
    assert {citation.title for citation in answer.citations} == {"Atlas Statement of Work"}


def test_a_supplier_that_no_document_names_is_not_mixed_up_with_another(context: Context) -> None:
    assert answer_from_documents(context, "how much is the supplier Corvane paid in instalments?").status == "not_found"


def test_an_unknown_project_is_named_and_not_searched(context: Context) -> None:
    answer = answer_from_documents(context, "what is out of scope?", project="Zeppelin")
    assert answer.status == "not_found"
    assert "Zeppelin" in answer.text
    assert answer.citations == ()


def test_unknown_kind_offers_the_kinds(context: Context) -> None:
    answer = answer_from_documents(context, "what is out of scope?", kind="horoscope")
    assert answer.status == "ask"
    assert "charter" in answer.choices


def test_outsiders_learn_nothing_of_other_projects(context: Context) -> None:
    outsider = Access(user_id="eve", name="Eve", roles={"BEA": Role.VIEWER})
    foreign = Context(outsider, TODAY, context.sessions, context.library)
    answer = answer_from_documents(foreign, "when is the go-live of the Atlas portal?")
    assert answer.status == "not_found"
    assert "Not found in 1 document (1 post-mortem)" in answer.text
    assert "Atlas" not in answer.model_dump_json().replace("the go-live of the Atlas portal", "")


def test_the_tool_hides_its_context_from_the_model() -> None:
    assert set(search_knowledge.args) == {"query", "project", "kind"}


def test_the_tool_returns_text_and_a_plain_artifact(context: Context) -> None:
    runtime: ToolRuntime[Context, dict[str, object]] = ToolRuntime(
        state={}, context=context, config={}, stream_writer=print, tool_call_id="1", store=None
    )
    message = search_knowledge.invoke(
        {
            "type": "tool_call",
            "id": "1",
            "name": "search_knowledge",
            "args": {"query": "expired certificate", "runtime": runtime},
        }
    )
    assert "nobody owned its renewal" in message.content
    assert ToolAnswer.model_validate(message.artifact).citations
