"""Writes the finished stories from their seeds."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from leadline.tools.stories.actions import Wording, family_of, family_of_thing, object_of, system_benefit
from leadline.tools.stories.clause import Clause
from leadline.tools.stories.criteria import draft_criteria
from leadline.tools.stories.criterion_draft import Draft
from leadline.tools.stories.grammar import article, base_form, first_person, lower_first, sentence_case
from leadline.tools.stories.lexicon import VERBS
from leadline.tools.stories.priority import prioritise
from leadline.tools.stories.quality import findings, invest, readiness, split_proposal
from leadline.tools.stories.questions import of_story
from leadline.tools.stories.seeds import Ground, Seed
from leadline.tools.stories.similarity import Similarity, content, lexical
from leadline.tools.stories.story_set import (
    BacklogItem,
    Basis,
    Criterion,
    Dependency,
    Duplicate,
    EdgeCase,
    Estimate,
    Excluded,
    FinishedItem,
    Quality,
    Question,
    Rule,
    SourceItem,
    Story,
)
from leadline.tools.stories.wants import title, want

MAX_CRITERIA = 12
DUPLICATE_AT = 0.8
"""Similarity from which a story counts as a possible duplicate, with a meaning-based measure."""
DUPLICATE_BY_WORDS = 0.72
SIMILAR_SIZE = 0.55


@dataclass(frozen=True)
class Neighbours:
    """What a new story is compared with."""

    backlog: Sequence[BacklogItem]
    history: Sequence[FinishedItem]
    similarity: Similarity | None


def write_stories(
    planted: Sequence[tuple[str, Seed]],
    ground: Ground,
    *,
    questions: Sequence[Question],
    needs: dict[str, tuple[Dependency, ...]],
    excluded: Sequence[SourceItem],
    neighbours: Neighbours,
) -> tuple[Story, ...]:
    wants = [want(seed.clause) for _, seed in planted]
    benefits = [_benefit(seed, ground) for _, seed in planted]
    texts = [
        f"As {article(seed.choice.role)}, I want {wish}, so that {benefit}"
        for (_, seed), wish, (benefit, _) in zip(planted, wants, benefits, strict=True)
    ]
    checks = findings(texts, wants)
    duplicates = _duplicates(planted, wants, neighbours)
    sizes = estimates(wants, neighbours)
    out = []
    for n, (name, seed) in enumerate(planted):
        criteria = _criteria(seed, ground)
        asked = of_story(seed, name, questions)
        role_open, benefit_open = seed.choice.basis == "proposed", benefits[n][1] == "proposed"
        priority, reason = prioritise(seed.entry.fragment, seed.clause)
        quality = Quality(
            findings=checks[n],
            invest=invest(
                want=wants[n],
                benefit_open=benefit_open,
                role_open=role_open,
                criteria=criteria,
                dependencies=needs.get(name, ()),
                questions=asked,
                estimate=sizes[n],
            ),
            duplicates=duplicates[n],
            split=split_proposal(criteria, wants[n]),
        )
        out.append(
            Story(
                id=name,
                title=title(seed.clause),
                role=seed.choice.role,
                role_basis=seed.choice.basis,
                want=wants[n],
                benefit=benefits[n][0],
                benefit_basis=benefits[n][1],
                context=_context(seed, needs.get(name, ())),
                source=tuple(seed.sources),
                basis="proposed" if seed.topic else "source",
                priority=priority,
                priority_reason=reason,
                criteria=criteria,
                rules=_rules(seed),
                out_of_scope=_excluded(seed, excluded),
                edge_cases=_edges(seed),
                dependencies=needs.get(name, ()),
                estimate=sizes[n],
                open_questions=asked,
                quality=quality,
                ready=readiness(
                    role_open=role_open,
                    benefit_open=benefit_open,
                    criteria=criteria,
                    questions=asked,
                    estimate=sizes[n],
                ),
            )
        )
    return tuple(out)


def _benefit(seed: Seed, ground: Ground) -> tuple[str, Basis]:
    clause = seed.clause
    if clause.purpose:
        return _spoken(clause, seed.choice.role), "source"
    family = (
        family_of_thing(clause.action)
        if clause.form == "noun"
        else family_of(clause.action)
        if clause.form == "person"
        else None
    )
    told = f"{clause.action} {clause.subject if clause.form != 'person' else ''}"
    found = family.benefit if family else system_benefit(told)
    if found is None:
        return f"[result to be named by the {seed.choice.role}]", "proposed"
    return Wording(seed.choice.role, object_of(clause), f"the {ground.system}", "").fill(found), "proposed"


def _spoken(clause: Clause, role: str) -> str:
    """The purpose as the source gives it, in the words of the role: "they can plan" -> "I can plan"."""
    text = re.sub(r"^(?:so that|so|in order to|to) ", "", lower_first(clause.purpose.rstrip(" .;")))
    first = text.split()[0].lower() if text else ""
    if first in VERBS and base_form(first) == first:
        return f"I can {first_person(text)}"
    plural = re.match(rf"(?i)(?:they|he|she|(?:the |an? )?{re.escape(role)}s?)\b\s+(?P<rest>.*)$", text)
    if not plural:
        return text
    rest = re.sub(r"^(?:is|are)\b", "am", first_person(plural.group("rest")))
    rest = re.sub(r"^(does|do) not", "do not", rest)
    return f"I {rest}"


def _criteria(seed: Seed, ground: Ground) -> tuple[Criterion, ...]:
    role = seed.choice.role
    system = ground.system
    drafts = draft_criteria(
        seed.clause,
        text=seed.clause.text,
        role=role,
        source=seed.entry.item.id,
        system=system,
        quality=seed.quality,
        topic=seed.topic,
    )
    for entry, clause in seed.attached:
        extra = draft_criteria(
            clause,
            text=entry.item.text,
            role=role,
            source=entry.item.id,
            system=system,
            quality=entry.item.kind == "quality",
            topic=False,
        )
        drafts += [draft for draft in extra if draft.basis != "proposed" or draft.kind == "quality"]
    others = [
        ref
        for ref in seed.sources
        if ref != seed.entry.item.id and ref not in {entry.item.id for entry, _ in seed.attached}
    ]
    kept = _first_of_each(drafts)
    return tuple(_cited(draft, others).numbered(n) for n, draft in enumerate(kept[:MAX_CRITERIA], 1))


def _cited(draft: Draft, others: Sequence[str]) -> Draft:
    if draft.kind != "normal" or not others or draft.source == "proposed":
        return draft
    return Draft(
        draft.name,
        draft.given,
        draft.when,
        draft.then,
        draft.kind,
        draft.basis,
        ", ".join([draft.source, *others]),
        draft.examples,
        draft.level,
    )


def _first_of_each(drafts: Sequence[Draft]) -> list[Draft]:
    """Without repetitions; what the source says comes before what is proposed, and at most four proposals stay."""
    seen: set[tuple[str, str]] = set()
    given: list[Draft] = []
    proposed: list[Draft] = []
    for draft in drafts:
        key = (draft.when.lower(), draft.then.lower() if not draft.examples else draft.name)
        if key in seen:
            continue
        seen.add(key)
        (proposed if draft.basis == "proposed" and draft.kind != "quality" else given).append(draft)
    if not given:
        return proposed
    return [*given, *proposed[: max(1, min(4, 8 - len(given)))]]


def _rules(seed: Seed) -> tuple[Rule, ...]:
    out = []
    for entry, _ in seed.attached:
        out.append(
            Rule(
                text=entry.item.text,
                source=entry.item.id,
                kind="quality" if entry.item.kind == "quality" else "business rule",
            )
        )
    own = seed.entry.item
    if own.kind in {"business rule", "quality"}:
        out.insert(0, Rule(text=own.text, source=own.id, kind="quality" if own.kind == "quality" else "business rule"))
    return tuple(dict.fromkeys(out))


def _excluded(seed: Seed, excluded: Sequence[SourceItem]) -> tuple[Excluded, ...]:
    about = content(f"{seed.clause.action} {seed.clause.subject}")
    return tuple(
        Excluded(text=item.text, source=item.id)
        for item in excluded
        if about & content(re.sub(r"(?i)out of scope|not in scope|scope|later|now", "", item.text))
    )


def _edges(seed: Seed) -> tuple[EdgeCase, ...]:
    family = (
        family_of_thing(seed.clause.action)
        if seed.clause.form == "noun"
        else family_of(seed.clause.action)
        if seed.clause.form == "person"
        else None
    )
    return tuple(
        EdgeCase(name=name, text=text)
        for name, _, text in (edge.partition("|") for edge in (family.edges if family else ()))
    )


def _context(seed: Seed, needs: Sequence[Dependency]) -> str:
    section = seed.entry.item.section.split(" > ")[-1]
    parts = [f"Stated in {seed.entry.item.id}" + (f", section “{section}”." if section else ".")]
    if seed.clause.condition:
        parts.append(f"It happens {lower_first(seed.clause.condition)}.")
    if needs:
        parts.append(f"In the flow it follows {' and '.join(dependency.story for dependency in needs)}.")
    if seed.choice.basis != "source":
        parts.append(f"Role: {seed.choice.reason}.")
    return " ".join(parts)


def _duplicates(
    planted: Sequence[tuple[str, Seed]], wants: Sequence[str], neighbours: Neighbours
) -> list[tuple[Duplicate, ...]]:
    """Candidates inside the set and in the backlog, the most similar first, at most three a story."""
    if not wants:
        return []
    measure = neighbours.similarity or lexical
    least = DUPLICATE_AT if neighbours.similarity else DUPLICATE_BY_WORDS
    inside = measure(list(wants), list(wants))
    items = [f"{item.title} {item.text}".strip() for item in neighbours.backlog]
    outside = measure(list(wants), items) if items else None
    titles = [title(seed.clause) for _, seed in planted]
    out = []
    for n, (_, seed) in enumerate(planted):
        near = [int(m) for m in np.flatnonzero(inside[n] >= least) if m != n]
        found = [
            (_rounded(inside[n][m]), planted[m][0], titles[m])
            for m in near
            if planted[m][1].choice.role == seed.choice.role
        ]
        if outside is not None:
            known = [int(m) for m in np.flatnonzero(outside[n] >= least)]
            found += [(_rounded(outside[n][m]), neighbours.backlog[m].key, neighbours.backlog[m].title) for m in known]
        likest = sorted(found, key=lambda twin: -twin[0])[:3]
        out.append(tuple(Duplicate(other=other, title=name, similarity=value) for value, other, name in likest))
    return out


def _rounded(similarity: float) -> float:
    return round(min(1.0, float(similarity)), 2)


def estimates(wants: Sequence[str], neighbours: Neighbours) -> list[Estimate]:
    """The range of the points of similar finished items; nothing where there are fewer than three."""
    items = [item.title for item in neighbours.history]
    if not wants or not items:
        return [Estimate() for _ in wants]
    matrix = (neighbours.similarity or lexical)(list(wants), items)
    out = []
    for row in matrix:
        near = sorted(
            ((value, item) for value, item in zip(row, neighbours.history, strict=True) if value >= SIMILAR_SIZE),
            key=lambda pair: -pair[0],
        )[:8]
        if len(near) < 3:
            out.append(
                Estimate(n=len(near), basis=f"not provided: {len(near)} similar finished items, at least 3 are needed")
            )
            continue
        points = sorted(item.points for _, item in near)
        keys = ", ".join(item.key for _, item in near)
        out.append(Estimate(low=points[0], high=points[-1], n=len(near), basis=f"similar finished items {keys}"))
    return out


def heading(story: Story) -> str:
    return f"{story.id} {sentence_case(story.title)}"
