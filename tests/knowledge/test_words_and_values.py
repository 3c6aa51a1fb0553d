"""Terms, kinds, dates and amounts."""

import datetime as dt
from decimal import Decimal

import pytest

from leadline.knowledge.kinds import detect_kind, kind_named
from leadline.knowledge.terms import terms
from leadline.knowledge.values import Money, amounts, dates


def test_terms_are_stems_without_stop_words() -> None:
    assert terms("The suppliers' deliveries were delayed") == terms("supplier delivery delay")


def test_out_of_scope_is_not_scope() -> None:
    assert set(terms("out of scope")).isdisjoint(terms("in scope"))


def test_accents_and_case_do_not_matter() -> None:
    assert terms("RÉSUMÉ naïve") == terms("resume naive")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 2026-06-30", [dt.date(2026, 6, 30)]),
        ("30 June 2026 or July 15th, 2026", [dt.date(2026, 6, 30), dt.date(2026, 7, 15)]),
        ("am 03.04.2026", [dt.date(2026, 4, 3)]),
        ("31 February 2026", []),
        ("version 1.2.3", []),
    ],
)
def test_dates(text: str, expected: list[dt.date]) -> None:
    assert dates(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("EUR 450,000", [Money(Decimal(450_000), "EUR")]),
        ("€1.2 million", [Money(Decimal(1_200_000), "EUR")]),
        ("a $460M loss", [Money(Decimal(460_000_000), "USD")]),
        ("450k EUR and 3,5 people", [Money(Decimal(450_000), "EUR")]),
        ("20 people", []),
    ],
)
def test_amounts(text: str, expected: list[Money]) -> None:
    assert amounts(text) == expected


@pytest.mark.parametrize(
    ("title", "name", "text", "kind"),
    [
        ("Atlas Project Charter", "a.md", "", "charter"),
        ("Post-mortem: outage", "a.md", "", "post_mortem"),
        ("Outage of 3 May", "a.md", "# x\n\n## Impact\n\n## Root cause\n", "post_mortem"),
        ("Sprint 12", "a.md", "## What went well\n\n## What to improve\n", "retrospective"),
        ("Statement of Work", "a.pdf", "", "contract"),
        ("Weekly", "minutes/2026-03.md", "", "minutes"),
        ("Lunch", "a.md", "Soup.", "other"),
    ],
)
def test_kind_is_detected(title: str, name: str, text: str, kind: str) -> None:
    assert detect_kind(title, name, text) == kind


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("post-mortems", "post_mortem"),
        ("SOW", "contract"),
        ("meeting minutes", "minutes"),
        ("policies", "policy"),
        ("x", None),
    ],
)
def test_kind_by_what_people_call_it(said: str, kind: str | None) -> None:
    assert kind_named(said) == kind
