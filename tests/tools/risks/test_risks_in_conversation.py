"""After an assessment: why is that a risk, and into the register with the first two."""

from sqlalchemy import func, select

from leadline.assistant.builtin.followups import about_risks
from leadline.assistant.builtin.memory import Done, Exchange, Memory
from leadline.assistant.builtin.understanding.schemas import Properties
from leadline.projects.access import LOCAL_USER
from leadline.projects.proposals.proposing import propose
from leadline.projects.queries.relations import Load
from leadline.projects.tables import Risk
from leadline.tools.facts import FactBook
from leadline.tools.knowledge_cite import Book as Quotes
from leadline.tools.risks.assessed import assess
from leadline.tools.risks.say import Words
from leadline.tools.risks.to_register import proposals_for
from tests.projects.small_portfolio import TODAY, small_portfolio
from tests.tools.risks.calm_project import file_of, material

AFTER = Memory(
    Exchange("", (), ""),
    (Exchange("assess the risks of harbor", (Done("assess_risks", {"project": "HRB"}, None),), ""),),
)
SCHEMAS: dict[str, Properties] = {"assess_risks": {}}


def asked(text: str, memory: Memory = AFTER) -> dict[str, object] | None:
    call = about_risks(text, memory, SCHEMAS)
    return None if call is None else call.args


def test_why_and_add_refer_to_the_assessment_before() -> None:
    assert asked("why is that a risk?") == {"project": "HRB", "view": "why", "risk": "1"}
    assert asked("why is the third one a risk?") == {"project": "HRB", "view": "why", "risk": "3"}
    assert asked("add the first two to the register") == {"project": "HRB", "propose": [1, 2]}
    assert asked("please add 2 and 4 to the risk register") == {"project": "HRB", "propose": [2, 4]}
    assert asked("what is the budget?") is None


def test_without_an_assessment_before_nothing_is_meant() -> None:
    other = Memory(Exchange("", (), ""), (Exchange("budget", (Done("get_budget", {}, None),), ""),))
    assert asked("why?", other) is None
    assert asked("add the first two to the register", other) is None


def test_chosen_drafts_become_new_records_without_an_owner() -> None:
    assessment = assess(material(file_of(loads=(Load("Ana", 150.0, TODAY, (("ATL", 150.0),)),))))
    words = Words(FactBook("assess_risks", {}, TODAY), Quotes({}, TODAY), assessment)
    [draft] = proposals_for(words, assessment.new)
    assert (draft.op, draft.record, draft.project) == ("create", "risk", "ATL")
    assert draft.values["status"] == "open"
    assert draft.values["impact_days"] == 2.5
    assert "owner" not in draft.values
    sessions = small_portfolio()
    with sessions() as session:
        proposal = propose(session, LOCAL_USER, [draft], today=TODAY)
        assert proposal.state == "pending"
        assert session.scalar(select(func.count()).select_from(Risk)) == 1  # the one that was there
