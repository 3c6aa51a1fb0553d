"""Monte Carlo side by side with pmcontrols on the same network and estimates: `python -m bench.monte_carlo`."""

import pmcontrols

from bench.networks import plan_of, random_activities
from bench.timing import show, take_turns
from leadline.projects.calculations.critical_path import schedule
from leadline.projects.calculations.monte_carlo import simulate


def compare(tasks: int, links: int, trials: int) -> None:
    activities = random_activities(tasks, links, reach=60)
    plan = plan_of(activities)
    ours, theirs = simulate(schedule(plan), trials=trials), pmcontrols.pert(activities, n_sim=trials)
    print("             P50      P80      P95     mean   (working days)")
    figures = [ours.offset(50), ours.offset(80), ours.offset(95), ours.mean]
    print("leadline   " + " ".join(f"{figure:8.2f}" for figure in figures))
    names = ("mc_p50", "mc_p80", "mc_p95", "mc_mean")
    print("pmcontrols " + " ".join(f"{theirs.stats[name]:8.2f}" for name in names))
    index = theirs.table.set_index("activity")["criticality_index"]
    apart = max(abs(ours.criticality[key] - share) for key, share in index.items())
    print(f"largest difference of a criticality index: {apart:.3f}")
    show(
        f"{tasks:,} tasks, {links:,} links, {trials:,} trials (both with criticality, ours with the tornado)",
        take_turns(
            {
                "leadline": lambda: simulate(schedule(plan), trials=trials),
                "pmcontrols": lambda: pmcontrols.pert(activities, n_sim=trials),
            }
        ),
    )


def main() -> None:
    compare(1_000, 2_000, 10_000)
    print("goal: under 400 ms, at least 2 x faster than pmcontrols, same percentiles")


if __name__ == "__main__":
    main()
