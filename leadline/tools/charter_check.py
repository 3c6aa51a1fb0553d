"""A charter against the project database: sponsor, budget and milestones, the two sources side by side."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from leadline.knowledge.charter import Field, Stated, cells
from leadline.knowledge.values import amounts, dates
from leadline.projects.measures import Milestone
from leadline.projects.standing import Standing

SAME_NAME = 85  # percent of token-set similarity from which a row of the charter means a milestone of the plan


@dataclass(frozen=True, slots=True)
class Difference:
    """`stated` is what the charter says; the other side is a date, cents or a name, as `kind` tells. `days`: plan minus charter."""

    kind: str
    subject: str
    stated: Stated
    charter: dt.date | int | str
    plan: dt.date | int | str | None
    baseline: dt.date | None = None

    @property
    def days(self) -> int | None:
        if isinstance(self.charter, dt.date) and isinstance(self.plan, dt.date):
            return (self.plan - self.charter).days
        return None


@dataclass(frozen=True, slots=True)
class Checked:
    """`compared` counts what stands on both sides; `unmatched` are milestones that the charter names and the plan does not."""

    differences: tuple[Difference, ...]
    compared: int
    unmatched: tuple[Stated, ...]


def check_charter(fields: Mapping[Field, Sequence[Stated]], standing: Standing) -> Checked:
    pairs = [*_sponsor(fields, standing), *_budget(fields, standing)]
    unmatched = []
    for stated in fields[Field.MILESTONES]:
        if not dates(stated.text):
            continue
        pair = _milestone(stated, standing.milestones)
        if pair is None:
            unmatched.append(stated)
        else:
            pairs.append(pair)
    differing = [one for one in pairs if one.charter != one.plan]
    return Checked(tuple(differing), len(pairs), tuple(unmatched))


def _sponsor(fields: Mapping[Field, Sequence[Stated]], standing: Standing) -> Iterator[Difference]:
    for stated in fields[Field.SPONSOR][:1]:
        if standing.file.project.sponsor:
            yield Difference("sponsor", "sponsor", stated, stated.text, standing.file.project.sponsor)


def _budget(fields: Mapping[Field, Sequence[Stated]], standing: Standing) -> Iterator[Difference]:
    """The first amount of the budget section is the budget; other amounts explain it."""
    project = standing.file.project
    for stated in fields[Field.BUDGET]:
        found = [one for one in amounts(stated.text) if one.currency == project.currency]
        if found and project.budget_cents is not None:
            yield Difference("budget", "budget", stated, int(found[0].amount * 100), project.budget_cents)
            return


def _milestone(stated: Stated, milestones: Sequence[Milestone]) -> Difference | None:
    row = cells(stated.text)
    name = row[0] if row else stated.text
    ranked = sorted(milestones, key=lambda one: -fuzz.token_sort_ratio(name.casefold(), one.name.casefold()))
    if not ranked or fuzz.token_sort_ratio(name.casefold(), ranked[0].name.casefold()) < SAME_NAME:
        return None
    return Difference(
        "milestone", ranked[0].name, stated, dates(stated.text)[0], ranked[0].date, baseline=ranked[0].baseline
    )
