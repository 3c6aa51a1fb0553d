"""Right figures are bound to their facts, wrong ones are marked: single cases, each with its reason."""

import datetime as dt

import pytest

from leadline.assistant.grounding import Material, check
from leadline.tools.answer import Citation, Fact, PassageSource, QuerySource, Sentence, ToolAnswer, Value

SOURCE = QuerySource(tool="get_project_status", args={"project": "Atlas Billing"})
OTHER = QuerySource(tool="get_project_status", args={"project": "Harbor"})
PROJECTS = (("ATB", "Atlas Billing"), ("HRB", "Harbor"), ("KST", "Kestrel"))


def fact(number: int, label: str, value: Value, unit: str | None, source: QuerySource = SOURCE) -> Fact:
    return Fact(id=f"f{number}", label=label, value=value, unit=unit, as_of=dt.date(2026, 11, 20), source=source)


FACTS = (
    fact(1, "Atlas Billing: computed health", "red", "colour"),
    fact(2, "Atlas Billing: declared health", "green", "colour"),
    fact(3, "Atlas Billing: cost performance index (CPI)", 0.8134, "ratio"),
    fact(4, "Atlas Billing: schedule performance index (SPI)", 0.9641, "ratio"),
    fact(5, "Atlas Billing: budget at completion (BAC)", 1_702_000, "EUR"),
    fact(6, "Atlas Billing: estimate at completion (EAC)", 2_096_400.4, "EUR"),
    fact(7, "Atlas Billing: cost variance (CV)", -302_113, "EUR"),
    fact(8, "Atlas Billing: forecast finish", "2027-03-26", "date"),
    fact(9, "Atlas Billing: baseline finish", "2027-02-25", "date"),
    fact(10, "Atlas Billing: finish slip against baseline", 21, "working days"),
    fact(11, "Atlas Billing: open risks", 5, "count"),
    fact(12, "Atlas Billing R-1: risk score (of 25)", 25, "points"),
    fact(13, "Atlas Billing R-3: risk score (of 25)", 16, "points"),
    fact(14, "Atlas Billing: work complete", 77.2, "%"),
    fact(15, "Atlas Billing: project manager", "Jonas Keller", "name"),
    fact(21, "Harbor: cost performance index (CPI)", 1.0231, "ratio", OTHER),
    fact(22, "Harbor: computed health", "amber", "colour", OTHER),
    fact(23, "Harbor: open risks", 9, "count", OTHER),
)
QUOTE = "The cut-over took 47 minutes longer than planned, on 3 May 2025."
CITATION = Citation(n=1, document_id="d", passage_id="p", title="Post-mortem", quote=QUOTE)
MATERIAL = Material(
    answers=(ToolAnswer(text="", facts=FACTS, citations=(CITATION,)),),
    given="What if we cut the budget by 15 %?",
    today=dt.date(2026, 11, 23),
    projects=PROJECTS,
)


def statuses(text: str, material: Material = MATERIAL) -> dict[str, str]:
    found: dict[str, str] = {}
    for claim in check(text, material):
        assert text[claim.start : claim.end] == claim.text
        found[claim.text] = claim.status
    return found


def unsupported(text: str) -> list[str]:
    return [text for text, status in statuses(text).items() if status == "unsupported"]


@pytest.mark.parametrize(
    "text",
    [
        "**Atlas Billing is red, not green as declared.**",
        "The CPI is 0.81 and the SPI 0.96.",
        "Cost performance (CPI): 0.813",
        "It is forecast to cost 2.10 M EUR against a budget of 1.70 M EUR.",
        "The forecast cost is €2,096,400; the budget is EUR 1.702 million.",
        "It has spent 302,113 EUR more than it earned: the cost variance is -302,113 EUR.",
        "Cost is 302,113 EUR over what was earned.",
        "It finishes on 26 March 2027, 21 working days late (baseline 25 Feb 2027).",
        "It finishes in March 2027, that is Q1 2027.",
        "There are 5 open risks; R-1 scores 25, R-3 scores 16 of 25.",
        "There are five open risks.",
        "77 % of the work is done.",
        "Harbor has a CPI of 1.02 and Atlas Billing one of 0.81.",
        "CPI is 0.81 for Atlas Billing and 1.02 for Harbor.",
        "| Project | CPI | Open risks |\n|---|---|---|\n| Atlas Billing | 0.81 | 5 |\n| Harbor | 1.02 | 9 |",
    ],
)
def test_right_figures_are_supported(text: str) -> None:
    found = statuses(text)
    assert found
    assert set(found.values()) == {"supported"}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The CPI is 0.82.", ["0.82"]),  # rounds to 0.81
        ("The CPI is 0.96.", ["0.96"]),  # that is the SPI
        ("The budget is 2.10 M EUR.", ["2.10 M EUR"]),  # that is the forecast
        ("The budget is 1.70 M USD.", ["1.70 M USD"]),
        ("It is 21 weeks late.", ["21 weeks"]),
        ("It is 12 working days late.", ["12 working days"]),
        ("It is 21 working days early.", ["21 working days"]),
        ("The cost variance is +302,113 EUR.", ["+302,113 EUR"]),
        ("Harbor has a CPI of 0.81.", ["0.81"]),
        ("Kestrel has 5 open risks.", ["5"]),
        ("Atlas Billing is amber.", ["amber"]),
        ("Atlas Billing is green.", ["green"]),
        ("It finishes on 25 Feb 2027.", ["25 Feb 2027"]),  # that is the baseline
        ("It finishes on 26 April 2027.", ["26 April 2027"]),
        ("R-3 scores 25.", ["25"]),
        ("There are 5 blocked items.", ["5"]),  # equal to the number of risks by chance
        ("R-7 is the worst risk.", ["R-7"]),
        ("77 people work on it.", ["77"]),
        ("| Project | CPI |\n|---|---|\n| Harbor | 0.81 |", ["0.81"]),
        ("| Project | SPI |\n|---|---|\n| Atlas Billing | 0.81 |", ["0.81"]),
    ],
)
def test_wrong_figures_are_marked(text: str, wrong: list[str]) -> None:
    assert unsupported(text) == wrong


@pytest.mark.parametrize(
    "text",
    [
        "1. Call the vendor.\n2. Ask the sponsor.",
        "Here are the top 3 points to raise.",
        "Two things need a decision.",
        "If you cut the budget by 15 %, ask me for the impact.",
        "As of 20 Nov 2026, and today, 23 November 2026, nothing else is known.",
        "Raise a red flag and give the green light.",
        "See ISO-27001, `retry=3`, WCAG 2.1 and [3].",
        "The call is at 14:30.",
    ],
)
def test_what_is_no_figure_of_ours_is_left_alone(text: str) -> None:
    assert statuses(text) == {}


def test_a_figure_of_a_document_says_so() -> None:
    assert statuses("The cut-over took 47 minutes too long [1].") == {"47 minutes": "document_says"}
    assert statuses("“took 47 minutes longer than planned, on 3 May 2025”") == {
        "47 minutes": "document_says",
        "3 May 2025": "document_says",
    }


def test_a_document_does_not_bear_out_what_it_does_not_say() -> None:
    assert unsupported("The cut-over took 48 minutes too long [1].") == ["48 minutes"]
    assert unsupported("Training will need 47 minutes.") == ["47 minutes"]


def test_names_of_facts_can_be_looked_up() -> None:
    assert statuses("Jonas Keller leads it.") == {"Jonas Keller": "supported"}


def test_the_persons_own_number_is_no_claim_unless_it_contradicts_a_fact() -> None:
    asked = Material(MATERIAL.answers, "Is the cost performance index 0.95?", MATERIAL.today, PROJECTS)
    assert [c.status for c in check("Yes, the cost performance index is 0.95.", asked)] == ["unsupported"]


def test_in_a_tools_own_sentence_the_value_is_enough() -> None:
    sentence = Sentence(text="Nothing in these words names the measure: 0.81.")
    material = Material((ToolAnswer(text="", facts=FACTS, sentences=(sentence,)),), projects=PROJECTS)
    assert [c.fact_id for c in check(f"Well. {sentence.text}", material)] == ["f3"]


def test_a_figure_of_a_fact_from_a_passage_is_the_documents() -> None:
    source = PassageSource(document_id="d", title="Charter", quote="The budget is 900,000 EUR in all.")
    stated = Fact(id="q1", label="Stated in “Charter”", value=source.quote, unit="quote", source=source)
    material = Material((ToolAnswer(text="", facts=(*FACTS, stated)),), projects=PROJECTS)
    (claim,) = check("The charter gives a budget of 900,000 EUR.", material)
    assert (claim.status, claim.fact_id) == ("document_says", "q1")
