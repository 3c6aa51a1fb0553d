"""Words that the exports share."""

from collections.abc import Iterator

from leadline.tools.stories.markdown import inner, origin
from leadline.tools.stories.story_set import CoverageRow, Criterion, Estimate, Story


def points(estimate: Estimate) -> str:
    """ "3 to 8 points, n = 4", or why there is none."""
    if estimate.low is None or estimate.high is None:
        return estimate.basis
    span = f"{estimate.low:g}" if estimate.low == estimate.high else f"{estimate.low:g} to {estimate.high:g}"
    return f"{span} points, n = {estimate.n} ({estimate.basis})"


def covered_by(row: CoverageRow) -> str:
    return "; ".join(f"{cell.story}: {', '.join(cell.criteria) or 'as a rule'}" for cell in row.cells) or row.note


def criterion_lines(criterion: Criterion) -> Iterator[str]:
    yield f"{criterion.id} {criterion.name} ({criterion.kind}, {origin(criterion)})"
    yield f"Given {inner(criterion.given)}"
    yield f"When {inner(criterion.when)}"
    yield f"Then {inner(criterion.then)}"
    for example in criterion.examples:
        yield f"  {example.value}: {example.outcome}"


def description(story: Story) -> str:
    """The whole story as plain text, as it stands in the description of a ticket."""
    lines = [
        story.text,
        "",
        f"Source: {', '.join(story.source)}. Priority: {story.priority} ({story.priority_reason}).",
    ]
    lines += [f"{rule.kind.capitalize()}: {rule.text} ({rule.source})" for rule in story.rules]
    lines += [f"Needs first: {one.story} ({one.reason})" for one in story.dependencies]
    lines += [f"Estimate: {points(story.estimate)}", "", "Acceptance criteria"]
    for criterion in story.criteria:
        lines += [*criterion_lines(criterion), ""]
    lines += [f"Open question: {one.question} Ask: {one.whom}." for one in story.open_questions]
    return "\n".join(lines).rstrip()
