"""What a what-if changes, read from how people say it."""

import datetime as dt
from typing import Any

import pytest

from leadline.assistant.builtin.followups import repeated
from leadline.assistant.builtin.memory import Done, Exchange, Memory
from leadline.assistant.builtin.understanding.arguments import change_in
from leadline.assistant.builtin.understanding.names import find_names
from leadline.assistant.builtin.understanding.schemas import tool_properties
from leadline.tools.answer import ToolAnswer
from leadline.tools.impact import assess_change
from tests.assistant.builtin.pretend_tools import NAMES

TODAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("what if we lose Priya for 3 weeks on Harbor", {"person": "Priya Nair", "away_weeks": 3.0}),
        ("suppose Jonas quits, what happens to Harbor", {"person": "Jonas Keller"}),
        ("what if Helena Brandt is out for six weeks", {"person": "Helena Brandt", "away_weeks": 6.0}),
        ("what if we lose two developers", {"people": -2.0}),
        ("one more developer on Lantern?", {"people": 1.0}),
        ("what would two extra devs do for Harbor", {"people": 2.0}),
        ("what if we hire two testers and drop the reports", {"people": 2.0, "cut": "reports"}),
        ("what if Northgate slips two weeks", {"task": "Northgate", "delay_days": 10.0}),
        ("if the API comes a month late, does Harbor still make it", {"task": "API", "delay_days": 21.0}),
        ("impact of slipping HRB-12 by three weeks", {"task": "HRB-12", "delay_days": 15.0}),
        ("what does a delay of two weeks in testing do to Harbor", {"task": "testing", "delay_days": 10.0}),
        ("and if testing takes twice as long?", {"task": "testing", "factor": 2.0}),
        ("what if we add 3 stories of 5 points to Lantern", {"add_points": 15.0}),
        ("what if we cut 20 points from Lantern", {"add_points": -20.0}),
        ("can Harbor absorb a 20 day change", {"add_days": 20.0}),
        ("what if we drop the analytics module", {"cut": "analytics module"}),
        ("what if we move the go-live of Harbor to 1 March", {"task": "go-live", "move_to": "2027-03-01"}),
        ("what would have to be true to finish Harbor by 30 April?", {"finish_by": "2027-04-30"}),
        ("how can we get Harbor done by the end of March", {"finish_by": "2027-03-31"}),
        ("how could we win back two weeks on Harbor", {"delay_days": -10.0}),
        ("and its risks?", {}),
    ],
)
def test_the_change_is_read(sentence: str, expected: dict[str, Any]) -> None:
    assert change_in(find_names(sentence, NAMES), TODAY) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("and with two more people?", {"project": "Harbor", "person": "Priya Nair", "away_weeks": 3.0, "people": 2.0}),
        ("and if we lose two developers instead?", {"project": "Harbor", "people": -2.0}),
        ("why?", {"project": "Harbor", "person": "Priya Nair", "away_weeks": 3.0, "why": True}),
        ("and if she is away for 5 weeks", None),
        ("and its risks?", None),
    ],
)
def test_a_further_change_adds_to_the_one_before(sentence: str, expected: dict[str, Any] | None) -> None:
    before = Done(
        "assess_change", {"project": "Harbor", "person": "Priya Nair", "away_weeks": 3.0}, ToolAnswer(text="...")
    )
    memory = Memory(Exchange(sentence, (), ""), (Exchange("what if we lose Priya for 3 weeks", (before,), "..."),))
    calls = repeated(find_names(sentence, NAMES), memory, tool_properties([assess_change]), TODAY)
    assert [call.args for call in calls] == ([] if expected is None else [expected])
