"""Timing side by side: rivals take turns, so that a busy machine is busy for all of them."""

import time
from collections.abc import Callable, Mapping
from statistics import median


def take_turns(rivals: Mapping[str, Callable[[], object]], *, rounds: int = 5) -> dict[str, float]:
    """Median seconds of each over `rounds` turns, after one round to warm up."""
    seconds: dict[str, list[float]] = {name: [] for name in rivals}
    for turn in range(rounds + 1):
        for name, run in rivals.items():
            begun = time.perf_counter()
            run()
            if turn:
                seconds[name].append(time.perf_counter() - begun)
    return {name: median(times) for name, times in seconds.items()}


def show(title: str, seconds: Mapping[str, float], *, ours: str = "leadline") -> None:
    """A table with each rival's time as a multiple of ours."""
    print(title)
    for name, value in seconds.items():
        print(f"  {name:24} {value * 1000:9.1f} ms   {value / seconds[ours]:6.2f} x ours")
