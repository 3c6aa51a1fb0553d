"""Scope that grows past what was approved and keeps growing."""

from collections.abc import Iterator

from leadline.projects.measures import scope_growth
from leadline.tools.risks.draft import Draft, Figure, Found, Told, found
from leadline.tools.risks.material import WEEKS, Material

LIMIT = 5.0  # percent beyond approved changes
STEP = 2.0  # percent of growth in the last weeks, below which it has stopped


def detect(material: Material) -> Found:
    growth = scope_growth(material.standing.file)
    if growth.value is None:
        return Found("scope", "points in the backlog against the baseline and approved changes", missing=growth.missing)
    return found(
        "scope", "points in the backlog against the baseline and approved changes", _drafts(material, growth.value)
    )


def _drafts(m: Material, growth: float) -> Iterator[Draft]:
    points = [one.scope_points for one in m.weeks if one.scope_points]
    done = [one.done_points for one in m.weeks if one.done_points is not None]
    if growth <= LIMIT or len(points) <= WEEKS or len(done) <= WEEKS:
        return
    lately = points[-1] - points[-1 - WEEKS]
    if 100 * lately / points[0] < STEP:
        return
    pace = (done[-1] - done[-1 - WEEKS]) / WEEKS
    days = round(5 * lately / pace, 1) if pace > 0 else None
    name = m.name
    yield Draft(
        fingerprint="scope-growth",
        category="organisational",
        title="Scope keeps growing without change requests",
        cause=Told(
            "the backlog grew from {} to {}, {} beyond approved changes, {} of it in the last {}",
            (
                Figure("points", f"{name}: scope at baseline", points[0]),
                Figure("points", f"{name}: scope now", points[-1]),
                Figure("percent", f"{name}: scope growth without an approved change", growth),
                Figure("points", f"{name}: scope added in the last weeks", lately),
                Figure("count", f"{name}: weeks of the scope trend", WEEKS, "week"),
            ),
        ),
        event=Told("as much is added in the next weeks"),
        effect=Told(
            "about {} more work at the present pace",
            (Figure("working_days", f"{name}: delay by the same growth again", days),),
        )
        if days is not None
        else Told("work that the plan does not hold"),
        probability=0.7 if growth > 20 else 0.5,
        why_probability="it grew in each of the last two months" if growth > 20 else "it grew in the last weeks",
        why_impact="points added in the last weeks divided by the points done a week; money at the present weekly cost",
        strategy="avoid",
        response="Nothing enters the backlog without a change request; take the unapproved part to the change board in one go",
        trigger=Told(
            "the backlog of a weekly snapshot exceeds {}", (Figure("points", f"{name}: scope now", points[-1]),)
        ),
        evidence=(
            Told(
                "{} done in the last weeks, {} added",
                (
                    Figure("points", f"{name}: points done in the last weeks", done[-1] - done[-1 - WEEKS]),
                    Figure("points", f"{name}: scope added in the last weeks", lately),
                ),
            ),
        ),
        words="scope grows faster than the team delivers backlog change requests",
        days=days,
        cents=m.cost_of(days) if days is not None else None,
    )
