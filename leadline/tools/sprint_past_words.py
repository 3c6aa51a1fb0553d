"""What a team usually delivers, and what it leaves over, as sentences."""

from leadline.projects.calculations.earned_value import Undefined
from leadline.tools.answer import Sentence
from leadline.tools.facts import FactBook
from leadline.tools.phrasing import listing
from leadline.tools.sprint_parts import SprintFile, past_velocity, results


def velocity_said(book: FactBook, file: SprintFile, *, part: str = "point") -> list[Sentence]:
    """Mean, range and spread of the last sprints, the trend, and how much of a commitment is usually done."""
    past, name = past_velocity(file), file.project.name
    if isinstance(past, Undefined):
        text = f"{'**' if part == 'headline' else ''}Velocity: {past}.{'**' if part == 'headline' else ''}"
        return [Sentence.model_validate({"text": text, "part": part})]
    over = book.count(f"{name}: sprints behind the velocity", len(past.values), "closed sprint")
    mean = book.points(f"{name}: velocity, mean a sprint", round(past.mean, 1))
    low = book.number(f"{name}: velocity, lowest", past.low, "points")
    high = book.number(f"{name}: velocity, highest", past.high, "points")
    spread = ""
    if not isinstance(past.spread, Undefined):
        spread = f", standard deviation {book.number(f'{name}: velocity, standard deviation', round(past.spread, 1), 'points')}"
    lead = f"{name} delivers {mean} a sprint" if part == "headline" else f"Velocity: {mean} a sprint"
    text = f"{lead} over the last {over} (from {low} to {high}{spread})."
    said = [Sentence.model_validate({"text": f"**{text}**" if part == "headline" else text, "part": part})]
    kept = [row for row in results(file)[-len(past.values) :] if row.committed]
    if kept:
        share = 100 * sum(row.completed for row in kept) / sum(row.committed for row in kept)
        usual = book.percent(f"{name}: share of the committed points done over these sprints", share)
        advice = " Commitments are larger than what the team delivers." if share < 80 else ""
        said.append(Sentence(text=f"Of the points committed in them, {usual} were done.{advice}"))
    if not isinstance(past.trend, Undefined) and abs(past.trend) >= 1:
        change = book.points(f"{name}: velocity, trend a sprint", round(abs(past.trend), 1))
        said.append(
            Sentence(text=f"It is {'rising' if past.trend > 0 else 'falling'} by {change} a sprint.", part="detail")
        )
    return said


def carry_over_story(book: FactBook, file: SprintFile) -> list[Sentence]:
    """What the last closed sprint left, and how that compares with the sprints before."""
    rows = results(file)
    if not rows:
        return [
            Sentence(
                text=f"**No sprint of {file.project.name} has been closed yet, so nothing was carried over.**",
                part="headline",
            )
        ]
    last, sprint = rows[-1], file.closed[-1]
    name = book.name(f"{sprint.name}: sprint", sprint.name)
    left = book.number(f"{sprint.name}: points carried over", last.carry_over, "points")
    committed = book.points(f"{sprint.name}: points committed", last.committed)
    said = [Sentence(text=f"**{left} of {committed} committed were carried over from {name}.**", part="headline")]
    earlier = list(zip(rows, file.closed, strict=True))[-6:-1]
    if earlier:
        told = [
            f"{book.number(f'{one.name}: points carried over', row.carry_over, 'points')} from {book.name(f'{one.name}: sprint', one.name)}"
            for row, one in earlier
        ]
        said.append(Sentence(text=f"Before that: {listing(told)}.", part="detail"))
    said.append(
        Sentence(
            text="Which items moved from one sprint to the next is not recorded, only how many points were left.",
            part="gap",
        )
    )
    return said


def carry_over_said(book: FactBook, file: SprintFile) -> list[Sentence]:
    """One sentence for the overview of a sprint; nothing where nothing was left."""
    if not file.closed or not results(file)[-1].carry_over:
        return []
    last, name = results(file)[-1], file.closed[-1].name
    left = book.number(f"{name}: points carried over", last.carry_over, "points")
    committed = book.points(f"{name}: points committed", last.committed)
    return [Sentence(text=f"Carried over from {book.name(f'{name}: sprint', name)}: {left} of {committed} committed.")]
