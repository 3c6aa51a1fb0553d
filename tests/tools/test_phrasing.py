import datetime as dt

import pytest

from leadline.tools import phrasing


@pytest.mark.parametrize(
    ("cents", "shown"),
    [
        (124_000_000, "1.24 M EUR"),
        (99_999_400, "999,994 EUR"),
        (99_999_600, "1.00 M EUR"),
        (41_230_000, "412,300 EUR"),
        (-2_500_000, "-25,000 EUR"),
        (-1, "0 EUR"),
        (0, "0 EUR"),
        (None, "not provided"),
    ],
)
def test_money_is_short_but_not_vague(cents: float | None, shown: str) -> None:
    assert phrasing.money(cents) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [(12.4, "12 %"), (4.44, "4.4 %"), (9.97, "10 %"), (6.0, "6 %"), (-0.01, "0 %"), (None, "not provided")],
)
def test_percentages_show_what_they_know(value: float | None, shown: str) -> None:
    assert phrasing.percent(value) == shown


def test_counts_dates_and_lists_read_like_a_person_wrote_them() -> None:
    assert phrasing.count(0, "open risk") == "no open risks"
    assert phrasing.count(1, "working day") == "1 working day"
    assert phrasing.count(2, "delivery") == "2 deliveries"
    assert phrasing.count(3, "exit criterion") == "3 exit criteria"
    assert phrasing.day(dt.date(2026, 12, 8)) == "8 Dec 2026"
    assert phrasing.listing(["a", "b", "c"]) == "a, b and c"
    assert phrasing.clipped("one two three", 9) == "one two …"
