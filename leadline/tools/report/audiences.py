"""Who gets which sections. All versions are written from the same material; a version only leaves out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from leadline.tools.facts import FactBook
from leadline.tools.report import governance, health, work
from leadline.tools.report.blocks import Section
from leadline.tools.report.material import Material

Write = Callable[[Material, FactBook], Section]


@dataclass(frozen=True, slots=True)
class Audience:
    name: str
    sections: tuple[Write, ...]
    left_out: tuple[str, ...] = ()


def _client_summary(material: Material, book: FactBook) -> Section:
    """Dates only: cost, people and internal judgements are not the client's."""
    standing, name = material.standing, material.name
    finish = book.date(f"{name}: forecast finish", standing.finish)
    if standing.finish_slip is None:
        said = f"**{name}** is forecast to finish on {finish}. No approved date is recorded to compare with."
    elif standing.finish_slip > 0:
        by = book.working_days(f"{name}: finish slip against baseline", standing.finish_slip)
        planned = book.date(f"{name}: baseline finish", standing.baseline_finish)
        said = f"**{name} is forecast to finish on {finish}, {by} later than the agreed {planned}.**"
    else:
        said = f"**{name} is on schedule to finish on {finish}.**"
    return Section("headline", "Headline", ({"type": "text", "markdown": said},))


AUDIENCES: Mapping[str, Audience] = {
    "executive": Audience(
        "executive",
        (
            health.summary,
            health.panel,
            partial(health.milestones, most=4),
            partial(governance.risks, most=3),
            partial(governance.decisions, with_options=False),
        ),
        ("work items", "figures in detail", "people", "vendors"),
    ),
    "steering": Audience(
        "steering committee",
        (
            health.summary,
            governance.decisions,
            health.panel,
            health.figures,
            health.milestones,
            health.changed,
            work.this_period,
            work.next_period,
            governance.risks,
            governance.changes,
            governance.people,
            governance.vendors,
            work.overdue_actions,
        ),
    ),
    "team": Audience(
        "team",
        (
            health.summary,
            work.this_period,
            work.next_period,
            health.milestones,
            health.changed,
            governance.risks,
            governance.changes,
            governance.decisions,
            governance.people,
            work.overdue_actions,
            health.panel,
        ),
        ("figures in detail", "vendors"),
    ),
    "client": Audience(
        "client",
        (
            _client_summary,
            health.milestones,
            partial(work.this_period, internal=False),
            partial(work.next_period, internal=False),
            partial(governance.changes, internal=False),
        ),
        ("cost", "names and load of people", "internal risks and issues", "vendors", "internal health rules"),
    ),
    "technical": Audience(
        "technical",
        (
            health.summary,
            work.this_period,
            work.next_period,
            health.milestones,
            health.changed,
            governance.risks,
            health.panel,
        ),
        ("figures in detail", "vendors", "decisions"),
    ),
}
DEFAULT = "steering"
RUNNING_ONLY = frozenset({health.panel, health.changed, work.next_period, governance.people})  # not for closed projects
