import pytest

from leadline.tools.stories.limits import around, limits


@pytest.mark.parametrize(
    ("text", "direction", "tried"),
    [
        ("Invoices above 10,000 EUR", "above", ("9,999.99 EUR", "10,000.00 EUR", "10,000.01 EUR")),
        ("files up to 10 MB", "up to", ("9.9 MB", "10 MB", "10.1 MB")),
        ("within 24 hours", "up to", ("23 hours 59 minutes", "24 hours", "24 hours 1 minute")),
        ("at least 12 characters", "at least", ("11 characters", "12 characters", "13 characters")),
        ("more than 0.1% of the records", "above", ("0.09 %", "0.1 %", "0.11 %")),
        (
            "older than 10 years",
            "above",
            ("one day less than 10 years", "exactly 10 years", "one day more than 10 years"),
        ),
        ("must not exceed 40 items", "up to", ("39 items", "40 items", "41 items")),
        ("orders of 50 EUR or more", "at least", ("49.99 EUR", "50.00 EUR", "50.01 EUR")),
        ("up to 2.5 million rows", "up to", ("2,499,999 rows", "2,500,000 rows", "2,500,001 rows")),
    ],
)
def test_values_around_a_limit(text: str, direction: str, tried: tuple[str, str, str]) -> None:
    (limit,) = limits(text)
    assert limit.direction == direction
    assert around(limit) == tried


def test_range_has_two_ends() -> None:
    lower, upper = limits("a temperature between -30 and +30 °C")
    assert (lower.direction, around(lower)[0]) == ("at least", "-30.1 °C")
    assert (upper.direction, around(upper)[2]) == ("up to", "30.1 °C")


def test_calendar_date_is_no_limit() -> None:
    assert limits("Go-live no later than 30 June 2027") == []
