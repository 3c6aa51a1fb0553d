"""Names, amounts, filters and pasted text in sentences."""

from decimal import Decimal

import pytest

from leadline.assistant.builtin.understanding.extractors.amounts import Money, find_effort, find_money, find_percent
from leadline.assistant.builtin.understanding.extractors.content import requirements
from leadline.assistant.builtin.understanding.extractors.filters import all_of, find_flags, find_ranking
from leadline.assistant.builtin.understanding.languages import foreign
from leadline.assistant.builtin.understanding.names import find_names
from tests.assistant.builtin.pretend_tools import NAMES


@pytest.mark.parametrize(
    ("text", "project"),
    [
        ("status of Atlas Billing", "Atlas Billing"),
        ("status of atlas billing", "Atlas Billing"),
        ("billing atlas status", "Atlas Billing"),
        ("how is harbour doing", "Harbor"),
        ("harbr budget", "Harbor"),
        ("Harbor's risks", "Harbor"),
        ("budget HRB", "Harbor"),
        ("anything on kestrel?", "Kestrel Mobile"),
        ("status of atlas", "atlas"),  # two projects fit: left as typed, the tool asks
    ],
)
def test_projects_are_recognised(text: str, project: str) -> None:
    assert find_names(text, NAMES).of("project") == (project,)


@pytest.mark.parametrize(
    "text", ["bugs about billing", "lessons on data migration", "a mobile app by June", "move the date"]
)
def test_everyday_words_are_no_projects(text: str) -> None:
    assert find_names(text, NAMES).of("project") == ()


def test_people_items_and_risks() -> None:
    named = find_names("give hrb-12 to priya, Jonas Keller owns risk 3", NAMES)
    assert named.of("item") == ("HRB-12",)
    assert named.of("person") == ("Priya Nair", "Jonas Keller")
    assert named.of("risk") == ("R-3",)
    assert named.masked == "give {W} to {N}, {N} owns {R}"


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1,240,000 EUR", Money(Decimal(1_240_000), "EUR")),
        ("1.240.000 €", Money(Decimal(1_240_000), "EUR")),
        ("€ 1.5m", Money(Decimal(1_500_000), "EUR")),
        ("increase by 30k", Money(Decimal(30_000), None)),
        ("about 12,50 euros", Money(Decimal("12.50"), "EUR")),
        ("top 3 projects", None),
    ],
)
def test_money(text: str, amount: Money | None) -> None:
    assert find_money(text) == amount


def test_percent_and_effort() -> None:
    assert find_percent("40 %, high impact") == 40
    assert find_percent("P50 and P80") is None
    effort = find_effort("add offline mode (30 person-days)")
    assert effort is not None
    assert (effort.amount, effort.unit) == (30, "days")


def test_filters_leave_out_what_is_negated() -> None:
    assert all_of("health", "red or amber but not green") == ["red", "amber"]
    assert find_flags("items without an owner") == {"unassigned": True}
    assert find_ranking("top 3 projects by budget") == {"limit": 3, "sort_by": "budget"}
    assert find_ranking("the last 3 months") == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("write user stories for: customers pay by card", "customers pay by card"),
        ("acceptance criteria for password reset by SMS", "password reset by SMS"),
        ("Stories from this:\nA: users log in.\nB: admins lock.", "A: users log in.\nB: admins lock."),
        ("The portal must let guests check out.", "The portal must let guests check out."),
        ("turn the attached requirements into a backlog", None),
        ("write user stories", None),
    ],
)
def test_requirements_are_passed_verbatim(text: str, expected: str | None) -> None:
    assert requirements(text) == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("wie ist der Stand von Harbor?", "German"),
        ("quels sont les risques de Harbor", "French"),
        ("cuáles son los riesgos de Harbor", "Spanish"),
        ("hoe staat het met Harbor", "Dutch"),
        ("what is the status of Harbor", None),
        ("Harbor status", None),
    ],
)
def test_the_language_of_a_message(text: str, language: str | None) -> None:
    found = foreign(find_names(text, NAMES))
    assert (found.language if found else None) == language


def test_first_line_of_pasted_requirements_is_not_taken_for_the_request() -> None:
    pasted = "The portal shall let a supplier upload an invoice.\nInvoices above 10,000 EUR need two approvals."
    assert requirements(pasted) == pasted
    assert requirements(f"Please make stories of this:\n{pasted}") == pasted
