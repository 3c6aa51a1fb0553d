"""Dates in words against a calendar: today is Monday, 23 November 2026."""

import datetime as dt

import pytest

from leadline.assistant.builtin.understanding.extractors.dates import find_dates

TODAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("done by end of March", "2027-03-31", "2027-03-31"),
        ("over the last quarter", "2026-07-01", "2026-09-30"),
        ("in Q2 2027", "2027-04-01", "2027-06-30"),
        ("signed by Friday", "2026-11-27", "2026-11-27"),
        ("next Friday", "2026-12-04", "2026-12-04"),
        ("around mid-January", "2027-01-16", "2027-01-16"),
        ("two weeks from Monday", "2026-12-07", "2026-12-07"),
        ("3 days after tomorrow", "2026-11-27", "2026-11-27"),
        ("by 31 May", "2027-05-31", "2027-05-31"),
        ("May 31, 2028", "2028-05-31", "2028-05-31"),
        ("31.12.2026", "2026-12-31", "2026-12-31"),
        ("on 2027-02-28", "2027-02-28", "2027-02-28"),
        ("this month", "2026-11-01", "2026-11-30"),
        ("end of next month", "2026-12-31", "2026-12-31"),
        ("before Christmas", "2026-12-24", "2026-12-24"),
        ("in the second quarter of 2027", "2027-04-01", "2027-06-30"),
        ("next two weeks", "2026-11-23", "2026-12-07"),
        ("by the 15th", "2026-12-15", "2026-12-15"),
        ("in 5 working days", "2026-11-30", "2026-11-30"),
    ],
)
def test_words_become_dates(text: str, start: str, end: str) -> None:
    spans = find_dates(text, TODAY)
    assert [(span.start.isoformat(), span.end.isoformat()) for span in spans] == [(start, end)]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("what happened in October", "2026-10-01", "2026-10-31"),
        ("spent last March", "2026-03-01", "2026-03-31"),
        ("since Monday", "2026-11-16", "2026-11-16"),
        ("two weeks ago", "2026-11-09", "2026-11-09"),
        ("over the last 3 months", "2026-08-23", "2026-11-23"),
    ],
)
def test_looking_back(text: str, start: str, end: str) -> None:
    spans = find_dates(text, TODAY, past=True)
    assert [(span.start.isoformat(), span.end.isoformat()) for span in spans] == [(start, end)]


@pytest.mark.parametrize("text", ["31 June", "we may go", "30 February 2027", "the plan", "march on", "99 items"])
def test_what_is_no_date_is_not_found(text: str) -> None:
    assert find_dates(text, TODAY) == ()


def test_leap_day_and_month_ends() -> None:
    (span,) = find_dates("in 3 months", dt.date(2027, 11, 30))
    assert span.start == dt.date(2028, 2, 29)
