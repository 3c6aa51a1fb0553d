"""Every published earned-value and network case beside what Leadline computes: `python -m bench.published`."""

import datetime as dt
import json
import os
from pathlib import Path
from typing import Any

from leadline.projects.calculations.critical_path import schedule
from leadline.projects.calculations.earned_value import EarnedValueInput, Undefined, earned_value
from leadline.projects.calculations.pert import pert
from leadline.projects.calculations.plan import Link, Plan, Task

SHARED = Path(os.environ.get("LEADLINE_SHARED_DATA") or Path(__file__).resolve().parents[2] / "shared" / "data")
EXACT = 1e-11  # relative; the derived values are printed with 12 decimals


def earned_value_cases(cases: list[dict[str, Any]]) -> int:
    print(f"{'case':36} {'published':>9} {'derived':>8}  largest difference")
    wrong = 0
    for case in cases:
        inputs = {**case["inputs"], "pv_series": tuple(case["inputs"].get("pv_series", ()))}
        result = earned_value(EarnedValueInput(**inputs))
        apart, name = 0.0, "none"
        for kind, tolerance in (("published", case["tol"]), ("derived", EXACT)):
            for figure, expected in case[kind].items():
                computed = getattr(result, figure)
                if expected is None or isinstance(computed, Undefined):
                    wrong += (expected is None) != isinstance(computed, Undefined)
                    continue
                difference = abs(computed - expected)
                wrong += difference > max(EXACT, tolerance * max(1.0, abs(expected)) + EXACT)
                if difference > apart:
                    apart, name = difference, f"{kind} {figure} {expected} (computed {computed:.6g})"
        print(f"{case['id']:36} {len(case['published']):9} {len(case['derived']):8}  {apart:.2g} {name}")
    return wrong


def network_cases(cases: list[dict[str, Any]]) -> int:
    wrong = 0
    for case in cases:
        activities, expected = case["inputs"]["activities"], case["expected"]
        links = tuple(Link(before, a["id"]) for a in activities for before in a["predecessors"])
        tasks = tuple(
            Task(
                a["id"],
                a["id"],
                a.get("duration"),
                optimistic=a.get("a"),
                most_likely=a.get("m"),
                pessimistic=a.get("b"),
            )
            for a in activities
        )
        plan = Plan(tasks, links, dt.date(2026, 3, 2))
        if case["method"] == "cpm":
            computed, published = schedule(plan).duration, expected["project_duration"]
        elif case["method"] == "pert":
            computed, published = pert(plan).expected_duration, expected["expected_duration"]
        else:
            continue
        wrong += abs(computed - published) > case["tol"]
        print(f"{case['id']:36} duration published {published:g}, computed {computed:g}")
    return wrong


def psplib_cases(path: Path) -> int:
    wrong, count = 0, 0
    for line in path.read_text().splitlines():
        case = json.loads(line)
        tasks = tuple(Task(str(n), str(n), float(days)) for n, days in enumerate(case["dur"], 1))
        links = tuple(Link(str(n), str(after)) for n, rows in enumerate(case["succ"], 1) for after in rows)
        wrong += schedule(Plan(tasks, links, dt.date(2026, 3, 2))).duration != case["mpm_time"]
        count += 1
    print(f"PSPLIB: critical path as published on {count - wrong} of {count} instances")
    return wrong


def main() -> None:
    if not SHARED.exists():
        raise SystemExit(f"no data in {SHARED}; set LEADLINE_SHARED_DATA")
    folder = SHARED / "earned_value"
    wrong = earned_value_cases(json.loads((folder / "evm_cases.json").read_text())["cases"])
    wrong += network_cases(json.loads((folder / "cpm_pert_crash_cases.json").read_text())["cases"])
    wrong += psplib_cases(SHARED / "psplib" / "instances.jsonl")
    print(f"outside their tolerance: {wrong}")


if __name__ == "__main__":
    main()
