"""A story set as a Markdown document, with every section of the reference layout."""

from collections.abc import Iterator

from leadline.tools.stories.story_set import Criterion, Story, StorySet

_BASIS = {"source": "from {}", "derived": "derived from {}", "proposed": "proposed"}


def story_set_markdown(story_set: StorySet) -> str:
    return "\n".join(_lines(story_set)).rstrip() + "\n"


def origin(criterion: Criterion) -> str:
    """ "from R3", "derived from R3" or "proposed"."""
    return _BASIS[criterion.basis].format(criterion.source)


def _lines(story_set: StorySet) -> Iterator[str]:
    header = story_set.header
    yield f"# {story_set.title}"
    yield ""
    yield (
        f"{header.type} · version {header.version} · {header.state} · drafted by: {header.drafted_by} "
        f"· prepared by: {header.prepared_by} · reviewer: {header.reviewer}"
    )
    yield (
        f"Source: {header.source.name} · version: {header.source.version or 'not provided'} · "
        f"sha256: {header.source.sha256 or 'not provided'}"
    )
    for note in story_set.notes:
        yield f"\n> {note}"
    yield from _source_map(story_set)
    yield from _epic(story_set)
    yield "\n## 3 Stories"
    for story in story_set.stories:
        yield from _story(story)
    yield from _coverage(story_set)
    yield from _closing(story_set)


def _source_map(story_set: StorySet) -> Iterator[str]:
    yield "\n## 1 Source map\n"
    yield from ("| No. | Kind | Text | Line | Note |", "|---|---|---|---|---|")
    for item in story_set.source_map:
        label = f" ({item.label})" if item.label else ""
        yield f"| {item.id}{label} | {item.kind} | {_cell(item.text)} | {item.line} | {_cell(item.reason)} |"


def _epic(story_set: StorySet) -> Iterator[str]:
    epic = story_set.epic
    measure = epic.measure
    yield "\n## 2 Epic\n"
    yield f"- Goal: {epic.goal}"
    yield (
        f"- Success measure: {measure.metric} · baseline: {measure.baseline} · target: {measure.target} "
        f"· date: {measure.date}"
    )
    yield f"- In scope: {'; '.join(epic.in_scope) or 'not provided'}"
    yield f"- Out of scope: {'; '.join(f'{item.text} ({item.source})' for item in epic.out_of_scope) or 'nothing stated'}"
    for persona in epic.personas:
        evidence = persona.evidence or "not provided; to confirm"
        yield f"- Persona {persona.role}: wants {persona.need or 'not provided'} (evidence: {evidence})"
    for rule in epic.constraints:
        yield f"- Constraint: {rule.text} ({rule.source})"
    yield f"- Depends on: {'; '.join(epic.dependencies) or 'nothing stated'}"
    yield f"- Assumptions: {'; '.join(epic.assumptions) or 'none'}"


def _story(story: Story) -> Iterator[str]:
    yield f"\n### {story.id} {story.title}\n"
    yield story.text
    yield ""
    yield f"- Context: {story.context}"
    yield f"- Source: {', '.join(story.source)}" + (
        " · everything below is proposed" if story.basis == "proposed" else ""
    )
    yield f"- Priority: {story.priority} ({story.priority_reason})"
    for rule in story.rules:
        yield f"- {rule.kind.capitalize()}: {rule.text} ({rule.source})"
    for excluded in story.out_of_scope:
        yield f"- Out of scope: {excluded.text} ({excluded.source})"
    for dependency in story.dependencies:
        yield f"- Needs first: {dependency.story} ({dependency.reason})"
    estimate = story.estimate
    known = estimate.low is not None and estimate.high is not None
    span = f"{estimate.low:g} to {estimate.high:g} points · " if known else ""
    yield f"- Estimate: {span}{estimate.basis}"
    yield "\nAcceptance criteria\n"
    for criterion in story.criteria:
        yield from _criterion(criterion)
    if story.edge_cases:
        yield f"\nEdge cases to think of (proposed): {' '.join(f'*{edge.name}*: {edge.text}' for edge in story.edge_cases)}"
    for question in story.open_questions:
        yield (
            f"\nOpen question ({'blocking' if question.blocking else 'not blocking'}): {question.question} "
            f"Why: {question.why}. Ask: {question.whom}."
        )
    yield from _panel(story)


def _criterion(criterion: Criterion) -> Iterator[str]:
    yield f"- **{criterion.id} {criterion.name}** ({criterion.kind}, {origin(criterion)}, {criterion.level})"
    yield f"  - Given {inner(criterion.given)}"
    yield f"  - When {inner(criterion.when)}"
    yield f"  - Then {inner(criterion.then)}"
    for example in criterion.examples:
        yield f"    - {example.value}: {example.outcome}"


def _panel(story: Story) -> Iterator[str]:
    concerns = [f"{letter.name}: {letter.reason}" for letter in story.quality.invest if letter.verdict == "concern"]
    defects = [f"{found.check} ({found.severity}): {found.message}" for found in story.quality.findings]
    yield f"\nQuality: INVEST concerns: {'; '.join(concerns) or 'none'} · defects: {'; '.join(defects) or 'none'}"
    for duplicate in story.quality.duplicates:
        yield f"\nPossible duplicate: {duplicate.other} {duplicate.title} (similarity {duplicate.similarity:.2f})"
    if story.quality.split:
        yield f"\nSplit proposal: {story.quality.split}"
    unmet = [f"{check.name} ({check.note})" if check.note else check.name for check in story.ready if not check.ok]
    yield f"\nReady: {'yes' if not unmet else 'not yet: ' + '; '.join(unmet)}"


def _coverage(story_set: StorySet) -> Iterator[str]:
    yield "\n## 4 Coverage\n"
    yield from ("| Requirement | Kind | Status | Stories and criteria |", "|---|---|---|---|")
    for row in story_set.coverage.rows:
        cells = "; ".join(f"{cell.story}: {', '.join(cell.criteria) or 'as a rule'}" for cell in row.cells)
        yield f"| {row.requirement} | {row.kind} | {row.status} | {cells or _cell(row.note)} |"
    proposed = story_set.coverage.unsupported
    yield f"\nWithout a source, proposed: {', '.join(proposed) or 'none'}"


def _closing(story_set: StorySet) -> Iterator[str]:
    yield "\n## 5 Conflicts and questions\n"
    for conflict in story_set.conflicts:
        yield f"- {conflict.kind.capitalize()} {conflict.first} / {conflict.second}: {conflict.explanation}"
    if not story_set.conflicts:
        yield "- Conflicts: none found (numbers, negations, permissions and wording of all pairs were compared)"
    for question in story_set.open_questions:
        yield (
            f"- {question.id} ({'blocking' if question.blocking else 'not blocking'}): {question.question} "
            f"Why: {question.why}. Ask: {question.whom}, {question.by_when}."
        )
    yield "\n## 6 Slices\n"
    for part in story_set.slices:
        yield f"- {part.name} ({part.reason}): {', '.join(part.stories)}"
    yield "\n## 7 Test ideas\n"
    for idea in story_set.test_ideas:
        yield f"- {idea.story} {idea.criterion} ({idea.level}): {idea.idea}"


def inner(text: str) -> str:
    first = text.split(" ")[0]
    return text[:1].lower() + text[1:] if first[1:].islower() or first == "A" else text


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
