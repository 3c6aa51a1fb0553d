"""The range in which the final cost lies, from the spread of the project's own four-week periods."""

from collections.abc import Iterator

from leadline.projects.calculations.cost_forecast import cost_forecast
from leadline.projects.calculations.earned_value import Undefined
from leadline.projects.standing import Standing
from leadline.tools.facts import FactBook

WEEKS = 4  # single weeks book too unevenly to say anything about performance


def cost_range(book: FactBook, standing: Standing) -> Iterator[str]:
    """One sentence; none for closed projects and those without earned value. Says why where three periods are not there."""
    project, bac = standing.file.project, standing.bac_cents
    known = [
        (one.earned_value_cents, one.actual_cost_cents)
        for one in sorted(standing.file.snapshots, key=lambda one: one.week_end)
        if one.week_end <= standing.today and one.earned_value_cents is not None and one.actual_cost_cents is not None
    ]
    if project.closed or bac is None or not known:
        return
    periods = known[::-WEEKS][::-1]
    found = cost_forecast(bac=bac, ev=[float(ev) for ev, _ in periods], ac=[float(ac) for _, ac in periods])
    if isinstance(found, Undefined):
        yield f"No range for the final cost: {found.reason}."
        return
    name, currency = project.name, project.currency
    low = book.money(f"{name}: forecast cost, low end", found.low, currency)
    high = book.money(f"{name}: forecast cost, high end", found.high, currency)
    sure = book.percent(f"{name}: certainty of the cost range", 100 * found.confidence)
    count = book.count(f"{name}: periods behind the cost range", found.periods, "four-week period")
    yield f"If cost performance goes on as in its {count}, it ends between {low} and {high} with {sure} certainty."
