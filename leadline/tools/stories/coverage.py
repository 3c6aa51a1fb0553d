"""Requirement x story x criterion: what is covered by what, what by nothing, and what rests on nothing."""

from collections.abc import Sequence

from leadline.tools.stories.story_set import Coverage, CoverageCell, CoverageRow, SourceItem, Story


def cover(source_map: Sequence[SourceItem], stories: Sequence[Story]) -> Coverage:
    by_source: dict[str, list[Story]] = {}
    for story in stories:
        for ref in dict.fromkeys(story.source):
            by_source.setdefault(ref, []).append(story)
    rows = [_row(item, by_source.get(item.id, ())) for item in source_map if item.id.startswith("R")]
    unsupported = [
        f"{story.id} {criterion.id}"
        for story in stories
        for criterion in story.criteria
        if criterion.source == "proposed"
    ]
    return Coverage(
        rows=tuple(rows),
        unsupported=tuple(unsupported),
        sentences=len(source_map),
        requirements=len(rows),
        background=sum(item.kind == "background" for item in source_map),
        parked=sum(item.kind == "parked" for item in source_map),
    )


def _row(item: SourceItem, stories: Sequence[Story]) -> CoverageRow:
    """`stories`: those that cite the requirement."""
    if item.kind == "out of scope":
        return CoverageRow(requirement=item.id, kind=item.kind, status="excluded", note=item.reason)
    cells = tuple(
        CoverageCell(
            story=story.id,
            criteria=tuple(
                criterion.id for criterion in story.criteria if item.id in criterion.source.replace(",", " ").split()
            ),
        )
        for story in stories
    )
    if cells:
        return CoverageRow(requirement=item.id, kind=item.kind, status="covered", cells=cells)
    if item.kind == "constraint":
        return CoverageRow(
            requirement=item.id, kind=item.kind, status="epic", note="holds for the whole set; listed under the epic"
        )
    return CoverageRow(
        requirement=item.id,
        kind=item.kind,
        status="uncovered",
        note=item.reason or "no story could be drawn from it; see the open questions",
    )
