"""Pictures of cards: what they show, that nothing overlaps, that nothing hostile gets in, that bad data is refused in words."""

import re
from typing import Any, Literal
from xml.etree.ElementTree import Element, fromstring

import pytest

from leadline.tools.answer import Card
from leadline.tools.charts import ChartError, draw, png, text_alternative
from leadline.tools.charts.metrics import text_width

SVG = "{http://www.w3.org/2000/svg}"
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")

TASKS = [
    {"key": "1", "name": "Design", "start": "2026-09-01", "finish": "2026-09-30", "baseline_start": "2026-09-01",
     "baseline_finish": "2026-09-25", "progress": 1.0, "critical": True},
    {"key": "2", "name": "Build", "start": "2026-10-01", "finish": "2026-11-20", "baseline_start": "2026-09-26",
     "baseline_finish": "2026-11-06", "progress": 0.5, "critical": True},
    {"key": "3", "name": "Go-live", "start": "2026-11-27", "finish": "2026-11-27", "baseline_finish": "2026-11-13",
     "milestone": True, "critical": True},
]  # fmt: skip
TIMELINE = {"status_date": "2026-11-02", "finish": "2026-11-27", "baseline_finish": "2026-11-13", "tasks": TASKS}
S_CURVE = {
    "chart": "s_curve",
    "x": {"label": "", "kind": "date"},
    "y": {"label": "Cumulative cost", "unit": "EUR"},
    "series": [
        {
            "name": "Planned",
            "role": "planned",
            "points": [["2026-01-01", 0], ["2026-06-01", 250000], ["2026-12-01", 500000]],
        },
        {"name": "Earned", "role": "earned", "points": [["2026-01-01", 0], ["2026-06-01", 200000]]},
        {"name": "Actual", "role": "actual", "points": [["2026-01-01", 0], ["2026-06-01", 210000]]},
    ],
    "marks": [{"x": "2026-06-01", "label": "Status date"}, {"y": 500000, "label": "Budget"}],
}
CATEGORIES = [["Sprint 1", 20], ["Sprint 2", 25], ["Sprint 3", None]]
VELOCITY = {
    "chart": "velocity",
    "y": {"label": "Story points", "unit": "points"},
    "series": [
        {"name": "Committed", "role": "planned", "points": CATEGORIES},
        {"name": "Done", "role": "done", "points": CATEGORIES},
    ],
    "marks": [{"y": 22.5, "label": "Average"}],
}
HISTOGRAM = {
    "chart": "histogram",
    "x": {"kind": "number", "label": "Days"},
    "y": {"label": "Runs"},
    "series": [{"name": "Runs", "points": [[10, 5], [12, 20], [14, 8]]}],
    "marks": [{"x": 12.5, "label": "P50"}, {"x": 12.9, "label": "P80"}, {"x": 13, "label": "P95"}],
}
FLOW = {
    "chart": "cumulative_flow",
    "x": {"kind": "date"},
    "y": {"label": "Items"},
    "series": [
        {"name": "Done", "points": [["2026-01-01", 1], ["2026-01-09", 4]]},
        {"name": "To do", "points": [["2026-01-01", 9]]},
    ],
}
LOAD = {"chart": "load_heat", "rows": ["Ana"], "columns": ["2 Nov", "9 Nov"], "values": [[125, None]]}
TORNADO = {
    "chart": "tornado",
    "y": {"label": "Finish", "unit": "days"},
    "series": [{"name": "Low", "points": [["A", -1], ["B", -9]]}, {"name": "High", "points": [["A", 2], ["B", 4]]}],
}
BURNDOWN = {**S_CURVE, "chart": "burndown"}
BARS = {
    "chart": "bars",
    "y": {"unit": "EUR"},
    "series": [{"name": "Cost", "points": [["Northwind", 12000], ["Unpriced", None]]}],
}
RISKS = [
    {
        "key": f"R-{n}",
        "title": "Vendor slips",
        "probability": 4,
        "impact": 5,
        "residual_probability": 2,
        "residual_impact": 3,
    }
    for n in range(1, 13)
]
CARDS: list[tuple[str, dict[str, Any]]] = [
    ("timeline", TIMELINE), ("chart", S_CURVE), ("chart", BURNDOWN), ("chart", VELOCITY), ("chart", HISTOGRAM), ("chart", FLOW),
    ("chart", LOAD), ("chart", TORNADO), ("chart", BARS), ("heat_map", {"scale": 5, "risks": RISKS}),
]  # fmt: skip
EACH = pytest.mark.parametrize(("kind", "data"), CARDS, ids=[data.get("chart", kind) for kind, data in CARDS])


def card(kind: Any, data: dict[str, Any], title: str = "Atlas") -> Card:
    return Card(kind=kind, title=title, data=data)


def texts(svg: str) -> list[str]:
    return [element.text for element in fromstring(svg).iter(f"{SVG}text") if element.text]


def box(element: Element) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of a text element."""
    size, x, y = (float(element.attrib[name]) for name in ("font-size", "x", "y"))
    width = text_width(element.text or "", size, bold=element.get("font-weight") == "bold")
    left = x - {"start": 0.0, "middle": width / 2, "end": width}[element.attrib["text-anchor"]]
    return left, y - size * 0.72, left + width, y + size * 0.2


@EACH
@pytest.mark.parametrize("theme", THEMES)
def test_no_label_lies_on_another_or_leaves_the_picture(
    kind: str, data: dict[str, Any], theme: Literal["light", "dark"]
) -> None:
    root = fromstring(draw(card(kind, data), theme, 760))
    boxes = [(element.text, box(element)) for element in root.iter(f"{SVG}text") if element.text]
    for position, (text, one) in enumerate(boxes):
        assert one[0] >= 0, text
        assert one[2] <= 760, text
        for other_text, other in boxes[position + 1 :]:
            apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            assert apart, f"{text!r} lies on {other_text!r}"


@EACH
def test_a_png_is_a_picture_of_twice_the_width(kind: str, data: dict[str, Any]) -> None:
    picture = png(card(kind, data), "dark", 600)
    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20]) == 1200


@EACH
def test_hostile_names_stay_text(kind: str, data: dict[str, Any]) -> None:
    evil = '</text><script>alert(1)</script><image href="file:///etc/passwd"/>\x00'
    poisoned = {**data, "subtitle": evil, "series": [{**s, "name": evil} for s in data.get("series", [])]}
    poisoned["tasks"] = [{**task, "name": evil} for task in data.get("tasks", [])]
    poisoned["risks"] = [{**risk, "key": evil} for risk in data.get("risks", [])]
    root = fromstring(draw(card(kind, poisoned, evil)))
    drawn = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert drawn <= {"svg", "title", "desc", "rect", "line", "polyline", "polygon", "circle", "text"}


def test_dark_theme_has_a_dark_ground_and_light_text() -> None:
    svg = draw(card("timeline", TIMELINE), "dark")
    assert 'fill="#16181d"' in svg
    assert 'fill="#ffffff"' not in svg


def test_timeline_says_finish_slip_and_status_date() -> None:
    shown = texts(draw(card("timeline", TIMELINE)))
    assert "Status 2 Nov 2026 · finish 27 Nov 2026, +14 calendar days against baseline 13 Nov 2026" in shown
    assert "50 % · +14 d" in shown  # Build: 20 Nov against 6 Nov
    assert "27 Nov · +14 d" in shown
    assert "Status date" in shown


def test_a_long_timeline_keeps_milestones_and_says_what_it_left_out() -> None:
    many = [
        {"key": f"T{n}", "name": "Work", "level": 1, "start": "2026-01-01", "finish": "2026-02-01"} for n in range(80)
    ]
    milestone = {"key": "M1", "name": "Go-live", "level": 1, "finish": "2026-03-01", "milestone": True}
    shown = texts(draw(card("timeline", {"tasks": [*many, milestone]})))
    assert any("60 of 81 tasks shown" in text for text in shown)
    assert "M1 Go-live" in shown


def test_timeline_without_dates_says_so() -> None:
    assert "No task has a date yet." in texts(draw(card("timeline", {"tasks": [{"name": "Idea"}]})))


def test_lines_are_labelled_with_their_last_value_in_thousands() -> None:
    shown = texts(draw(card("chart", S_CURVE)))
    assert {"Planned 500 k EUR", "Earned 200 k EUR", "Actual 210 k EUR", "Budget 500 k EUR"} <= set(shown)


def test_a_missing_value_is_a_gap_not_a_zero() -> None:
    series = [
        {
            "name": "Done",
            "role": "done",
            "points": [["2026-01-01", 5], ["2026-01-02", None], ["2026-01-03", 7], ["2026-01-04", 8]],
        }
    ]
    svg = draw(card("chart", {"chart": "burn_up", "x": {"kind": "date"}, "series": series}))
    assert len(re.findall("<polyline", svg)) == 2


def test_unpriced_bar_is_not_provided() -> None:
    data = {
        "chart": "bars",
        "series": [{"name": "Cost", "points": [["Northwind Integration Services, Rotterdam" * 2, 5], ["B", None]]}],
    }
    assert "not provided" in texts(draw(card("chart", data)))


def test_many_risks_in_one_cell_are_counted() -> None:
    shown = texts(
        draw(card("heat_map", {"risks": [{"key": f"R-{n}", "probability": 5, "impact": 5} for n in range(30)]}))
    )
    line = next(text for text in shown if "+" in text)
    named = sum(len(re.findall(r"R-\d+", text)) for text in shown)
    assert named + int(line.split("+")[1]) == 30


def test_text_alternatives_tell_the_story() -> None:
    assert text_alternative(card("timeline", TIMELINE)) == (
        "Gantt chart: Atlas. 3 tasks, 3 on the critical path. Finish 27 Nov 2026, baseline 13 Nov 2026. "
        "2 behind baseline, most: Build +14 days; Go-live +14 days."
    )
    assert "Ana 125 % in 2 Nov" in text_alternative(card("chart", LOAD))
    assert "12 high (score 15 or more)" in text_alternative(card("heat_map", {"risks": RISKS}))


def test_data_that_cannot_be_drawn_is_refused_in_words() -> None:
    with pytest.raises(ChartError, match="probability"):
        draw(card("heat_map", {"risks": [{"key": "R-1", "probability": 6, "impact": 1}]}))
    with pytest.raises(ChartError, match="not a date"):
        draw(card("chart", {**S_CURVE, "series": [{"name": "X", "points": [["soon", 1]]}]}))
    with pytest.raises(ChartError, match="no picture"):
        draw(card("table", {}))
