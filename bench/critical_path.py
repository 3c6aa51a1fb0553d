"""Critical path side by side with pmcontrols and networkx: `python -m bench.critical_path`.

All times are from plain task and link records to floats for every task. networkx gives the longest path only.
"""

import tracemalloc

import networkx as nx
import pmcontrols

from bench.networks import Activity, plan_of, random_activities
from bench.timing import show, take_turns
from leadline.projects.calculations.critical_path import schedule


def longest_path(activities: list[Activity]) -> float:
    graph = nx.DiGraph()
    for activity in activities:
        graph.add_node(activity["id"])
        for before in activity["predecessors"]:
            graph.add_edge(before, activity["id"])
    lengths = {activity["id"]: activity["duration"] for activity in activities}
    finish: dict[str, float] = {}
    for name in nx.topological_sort(graph):
        finish[name] = max((finish[before] for before in graph.predecessors(name)), default=0.0) + lengths[name]
    return max(finish.values())


def compare(tasks: int, links: int, *, rounds: int, with_peers: bool) -> None:
    activities = random_activities(tasks, links, reach=max(50, tasks // 20))
    plan = plan_of(activities)
    ours = schedule(plan)
    rivals = {"leadline": lambda: schedule(plan), "networkx, longest path": lambda: longest_path(activities)}
    if with_peers:
        theirs = pmcontrols.cpm(activities)
        table = theirs.table.set_index("activity")
        same = ours.duration == theirs.stats["project_duration"]
        same = same and all(abs(ours[key].total_float - slack) < 1e-6 for key, slack in table["slack"].items())
        print(f"same duration and floats as pmcontrols: {same}")
        rivals["pmcontrols"] = lambda: pmcontrols.cpm(activities)
    show(f"{tasks:,} tasks, {links:,} links", take_turns(rivals, rounds=rounds))


def main() -> None:
    compare(1_000, 2_000, rounds=9, with_peers=True)
    compare(10_000, 20_000, rounds=7, with_peers=True)
    compare(100_000, 200_000, rounds=3, with_peers=True)
    plan = plan_of(random_activities(100_000, 200_000, reach=5_000))
    tracemalloc.start()
    schedule(plan)
    print(f"memory at the peak, 100,000 tasks: {tracemalloc.get_traced_memory()[1] / 1e6:.0f} MB")
    tracemalloc.stop()
    print("goal: 100,000 tasks and 200,000 links under 600 ms, at least 2 x faster than pmcontrols")


if __name__ == "__main__":
    main()
