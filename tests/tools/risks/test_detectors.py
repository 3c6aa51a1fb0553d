"""Each detector fires on one spoiled thing and is silent on the project in order."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from leadline.knowledge.results import DocumentInfo, PassageText
from leadline.projects.calculations.plan import Link
from leadline.projects.queries.registers import AssumptionRecord, DecisionRecord
from leadline.projects.queries.relations import Load, ObligationRecord
from leadline.tools.risks import detectors as d
from leadline.tools.risks.draft import Draft, Found
from leadline.tools.risks.material import Material
from tests.projects.small_portfolio import TODAY
from tests.tools.risks.calm_project import (
    BUILD,
    LATER,
    LESSON,
    MANUAL,
    TEST,
    contract,
    file_of,
    material,
    person,
    plan,
    risk,
    week,
)


def only(found: Found) -> Draft:
    [draft] = found.drafts
    return draft


@pytest.mark.parametrize("detect", d.DETECTORS, ids=lambda one: one.__module__.rpartition(".")[2])
def test_a_project_in_order_gives_no_draft(detect: Callable[[Material], Found]) -> None:
    assert detect(material()).drafts == ()


def test_a_finish_that_moved_twice_moves_again() -> None:
    """Two slips in ten weeks, one week of working days each; eight weeks ahead 1 - 0.8^8 = 0.83."""
    weeks = [week(number) for number in range(9, -1, -1)]
    early, middle = dt.date(2026, 3, 13), dt.date(2026, 3, 20)
    dates = [early, early, early, middle, middle, middle, LATER, LATER, LATER, LATER]
    weeks = [replace(one, forecast_finish=day) for one, day in zip(weeks, dates, strict=True)]
    baseline = file_of().baseline
    assert baseline is not None
    late = file_of(snapshots=tuple(weeks), baseline=replace(baseline, finish=early))
    draft = only(d.finish_slips.detect(material(late)))
    assert (draft.probability, draft.days) == (0.83, 5.0)


def test_a_chain_that_has_used_its_float_may_become_critical() -> None:
    """Manual ends on the 18th instead of the 12th: four working days used, seven left of eleven is not yet half; eight used is."""
    used = replace(MANUAL, baseline_start=dt.date(2026, 3, 4), baseline_finish=dt.date(2026, 3, 6))
    draft = only(d.float_erosion.detect(material(file_of(plan=plan(manual=used)))))
    assert draft.fingerprint == "float-erosion:P-3"
    little = replace(MANUAL, baseline_finish=dt.date(2026, 3, 16))
    assert d.float_erosion.detect(material(file_of(plan=plan(manual=little)))).drafts == ()


def test_tight_work_waits_for_late_work() -> None:
    """Build was to end on the 10th and ends on the 20th: eight working days."""
    late = replace(BUILD, baseline_finish=dt.date(2026, 3, 10))
    draft = only(d.late_dependency.detect(material(file_of(plan=plan(build=late)))))
    assert (draft.fingerprint, draft.days) == ("late-dependency:P-1", 4.0)


def test_a_deadline_before_the_forecast_is_missed() -> None:
    missed = replace(TEST, deadline=dt.date(2026, 3, 25))
    draft = only(d.fixed_dates.detect(material(file_of(plan=plan(test=missed)))))
    assert (draft.fingerprint, draft.probability) == ("fixed-date:P-2", 0.7)
    met = replace(TEST, deadline=dt.date(2026, 4, 30))
    assert d.fixed_dates.detect(material(file_of(plan=plan(test=met)))).drafts == ()


def test_a_vendor_with_a_late_promise_is_late_again() -> None:
    """One of one dated promise late: (1 + 1) / (1 + 2) = 0.67."""
    late = ObligationRecord("Labels", TODAY - dt.timedelta(days=14), TODAY + dt.timedelta(days=7), None, "late")
    draft = only(d.vendor.detect(material(contracts=(contract(dt.date(2026, 12, 31), late),))))
    assert (draft.fingerprint, draft.probability) == ("vendor:Acme Parts", 0.67)


def test_a_contract_that_ends_early_and_a_notice_that_is_due() -> None:
    short = material(contracts=(contract(dt.date(2026, 3, 25)),))
    assert only(d.contract_end.detect(short)).fingerprint == "contract-gap:C-1"
    due = material(contracts=(contract(TODAY + dt.timedelta(days=40)),))
    assert only(d.contract_end.detect(due)).fingerprint == "contract-notice:C-1"
    wanted = DecisionRecord("ATL", "D-1", "Keep Acme?", None, (), None, None, None, None, None, "needed")
    assert only(d.contract_end.detect(replace(due, decisions=(wanted,)))).probability == 0.5


def test_a_person_over_the_limit_who_holds_critical_work() -> None:
    load = Load("Ana", 150.0, TODAY, (("ATL", 100.0), ("SEC", 50.0)))
    draft = only(d.overload.detect(material(file_of(loads=(load,)))))
    assert (draft.fingerprint, draft.days, draft.probability) == ("overload:Ana", 2.5, 0.8)  # half of five days left
    free = Load("Dora", 150.0, TODAY, (("ATL", 150.0),))
    assert d.overload.detect(material(file_of(loads=(free,)))).drafts == ()


def test_nobody_can_stand_in_for_the_one_with_all_the_critical_work() -> None:
    work = [replace(TEST, key=f"P-{number}", assignees=("Eve",)) for number in (2, 4, 5)]
    every = plan(test=work[0])
    links = (*every.links, Link("P-2", "P-4"), Link("P-4", "P-5"))
    chain = replace(every, tasks=(*every.tasks, *work[1:]), links=links)
    people = (person("Ana", "java"), person("Eve", "tests"))
    draft = only(d.key_person.detect(material(file_of(plan=chain), people=people)))
    assert draft.fingerprint == "key-person:Eve"
    deputy = (person("Ana", "java", "tests"), person("Eve", "tests"))
    assert d.key_person.detect(material(file_of(plan=chain), people=deputy)).drafts == ()


def test_cost_that_runs_ahead_of_the_work() -> None:
    """All weeks earned 0.8 of what they cost: 62,500 + (100,000 - 50,000) / 0.8 = 125,000, 25,000 over."""
    weeks = tuple(
        replace(week(number), actual_cost_cents=round((5_000_000 - 500_000 * number) / 0.8))
        for number in range(9, -1, -1)
    )
    draft = only(d.cost_trend.detect(material(file_of(snapshots=weeks))))
    assert (draft.cents, draft.probability) == (2_500_000, 0.7)  # contingency 10,000


def test_scope_that_grows_without_change_requests() -> None:
    """Three points a week on 100: 24 in eight weeks, at five points done a week 4.8 weeks = 24 working days."""
    weeks = tuple(replace(week(number), scope_points=130.0 - 3 * number) for number in range(9, -1, -1))
    draft = only(d.scope_growth.detect(material(file_of(snapshots=weeks))))
    assert draft.days == 24.0


def test_defects_that_rise() -> None:
    risen = file_of(work=replace(file_of().work, open_defects=6, critical_defects=1))
    assert only(d.quality_trend.detect(material(risen))).probability == 0.6


def test_a_register_that_nobody_tends() -> None:
    untended = [
        risk(owner=None),
        risk(next_review=TODAY - dt.timedelta(days=1)),
        risk(next_review=None, last_review=TODAY - dt.timedelta(days=91)),
    ]
    for one in untended:
        assert only(d.register_upkeep.detect(material(file_of(risks=(one,))))).floor == 4
    assert d.register_upkeep.detect(material(file_of(risks=(risk(owner=None, impact=1),)))).drafts == ()


def test_a_lesson_whose_condition_is_met() -> None:
    rain = risk(title="Parcels labelled outdoors in the winter rain")
    draft = only(d.lessons.detect(material(file_of(risks=(rain,)))))
    assert (draft.fingerprint, draft.response) == ("lesson:MER:L-1", LESSON.recommendation)


def test_an_assumption_that_should_have_been_checked() -> None:
    due = AssumptionRecord("ATL", "AS-2", "Rain stops", None, TODAY - dt.timedelta(days=1), "open")
    assert only(d.assumptions.detect(material(assumptions=(due,)))).fingerprint == "assumption:AS-2"
    assert d.assumptions.detect(material(assumptions=(replace(due, check_by=TODAY),))).drafts == ()


def paper(identity: str, kind: str, text: str) -> tuple[DocumentInfo, tuple[PassageText, ...]]:
    info = DocumentInfo(
        identity, "ATL", f"{identity}.md", identity.title(), kind, 1, None, "en", TODAY, None, 0, 0, dt.datetime.now(dt.UTC)
    )  # fmt: skip
    passage = PassageText(f"{identity}.1", identity, identity.title(), kind, "ATL", TODAY, "", None, 0, len(text), text)
    return info, (passage,)


def test_two_documents_with_two_dates_for_one_delivery() -> None:
    owed = ObligationRecord("Label printer release 1", LATER, None, None, "open")
    charter = paper("charter", "charter", "The label printer release 1 arrives on 27 March 2026.")
    order = paper("contract", "contract", "Acme delivers the label printer, release 1, by 24 April 2026.")
    other = paper("plan", "plan", "The label printer release 2 arrives on 1 June 2026.")
    told = material(contracts=(contract(dt.date(2026, 12, 31), owed),), papers=(charter, order, other))
    draft = only(d.contradictions.detect(told))
    assert [one.text for one in draft.quotes] == [charter[1][0].text, order[1][0].text]
    agreed = material(contracts=(contract(dt.date(2026, 12, 31), owed),), papers=(charter, other))
    assert d.contradictions.detect(agreed).drafts == ()
