"""Levelled lengths against the published bounds of PSPLIB: `python -m bench.levelling [--seconds 10] [--count 10] [--set j30]`."""

import argparse
import json
import os
import time
from pathlib import Path
from statistics import fmean
from typing import Any

from leadline.projects.calculations.levelling import shorten
from leadline.projects.calculations.resource_network import ResourceNetwork

SHARED = Path(os.environ.get("LEADLINE_SHARED_DATA") or Path(__file__).resolve().parents[2] / "shared" / "data")
GOALS = {"j30": 1.0, "j60": 1.0, "j120": 3.0}  # per cent above the best known, on average


def read(case: dict[str, Any]) -> ResourceNetwork:
    """A PSPLIB instance; its numbering puts predecessors first."""
    count = case["n"]
    before: list[list[tuple[int, int]]] = [[] for _ in range(count)]
    for task, successors in enumerate(case["succ"]):
        for after in successors:
            before[after - 1].append((task, case["dur"][task]))
    needs = [tuple(need) for need in case["req"]]
    return ResourceNetwork(case["dur"], before, needs, tuple(case["cap"]), [0] * count, [0] * count)


def measure(cases: list[dict[str, Any]], seconds: float) -> list[dict[str, float]]:
    rows = []
    for case in cases:
        network = read(case)
        begun = time.perf_counter()
        first = shorten(network, seconds=0)
        quick = time.perf_counter() - begun
        found = shorten(network, seconds=seconds)
        took = time.perf_counter() - begun - quick
        if case["best_lb"] is not None and found.length < case["best_lb"]:
            raise SystemExit(f"{case['id']}: {found.length} is below the lower bound {case['best_lb']}: not a schedule")
        rows.append(
            {
                "serial": 100 * (first.length / case["best_ub"] - 1),
                "found": 100 * (found.length / case["best_ub"] - 1),
                "ms": quick * 1000,
                "seconds": took,
                "best": float(found.length <= case["best_ub"]),
                "proved": float(found.bound == found.length),
            }
        )
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--count", type=int, default=10, help="instances of each set, evenly spread")
    parser.add_argument("--set", action="append", help="j30, j60, j90 or j120; all without it")
    chosen = parser.parse_args()
    path = SHARED / "psplib" / "instances.jsonl"
    if not path.exists():
        raise SystemExit(f"no instances in {path}; set LEADLINE_SHARED_DATA")
    instances = [json.loads(line) for line in path.read_text().splitlines()]
    print("set   cases  serial %   ms  levelled %  goal %  best known  proved  mean s")
    for name in chosen.set or ("j30", "j60", "j90", "j120"):
        cases = [case for case in instances if case["set"] == name]
        rows = measure(cases[:: max(1, len(cases) // chosen.count)][: chosen.count], chosen.seconds)
        mean = {key: fmean(row[key] for row in rows) for key in rows[0]}
        print(
            f"{name:5} {len(rows):5} {mean['serial']:9.2f} {mean['ms']:4.0f} {mean['found']:11.2f} "
            f"{GOALS.get(name, float('nan')):7.1f} {sum(r['best'] for r in rows):11.0f} "
            f"{sum(r['proved'] for r in rows):7.0f} {mean['seconds']:7.1f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
