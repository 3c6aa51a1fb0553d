"""Source entries -> story seeds: one action each, equal ones merged, rules and quality limits attached to what they bound."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from leadline.tools.stories.clause import Clause
from leadline.tools.stories.grammar import head_noun, noun_phrase
from leadline.tools.stories.role_choice import Choice, choose, usual_role
from leadline.tools.stories.roles import generic, likely_person, person, stated_person, system
from leadline.tools.stories.similarity import content
from leadline.tools.stories.source_map import Entry
from leadline.tools.stories.story_set import Persona
from leadline.tools.stories.wants import polish, verbal, want

_ADJECTIVE = (
    r"(?:very |really |highly )?(?:fast|quick|flexible|modern|user-friendly|intuitive|easy to use|simple|robust|scalable|"
    r"reliable|secure|safe|good|nice|performant|stable|maintainable|efficient|usable|state[- ]of[- ]the[- ]art|responsive)"
)
_VAGUE_ONLY = re.compile(rf"(?:be|is|are) {_ADJECTIVE}(?:(?:,| and|, and) {_ADJECTIVE})*", re.I)


@dataclass
class Seed:
    """A story in the making."""

    clause: Clause
    entry: Entry
    choice: Choice
    sources: list[str]
    quality: bool = False
    topic: bool = False
    attached: list[tuple[Entry, Clause]] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, str]:
        return self.choice.role, " ".join(sorted(content(want(self.clause)))) + "|" + " ".join(
            re.findall(r"\d[\d.,]*", self.clause.action + self.clause.condition)
        ) + "|" + str(self.clause.negated)


def stated_role(entry: Entry) -> str | None:
    """The role that the table row, the list's introduction ("Controllers:") or the heading gives."""
    part = entry.fragment
    if part is None:
        return None
    heading = part.section.split(" > ")[-1]
    return (
        part.fields.get("role")
        or person(part.stem.rstrip(": "))
        or (person(heading) if len(heading.split()) <= 3 else None)
    )


@dataclass(frozen=True)
class Ground:
    """What all stories of a set share."""

    system: str
    roles: tuple[str, ...]
    topic: bool
    owners: tuple[tuple[frozenset[str], str], ...] = ()
    usual: str | None = None
    often: Counter[str] = field(default_factory=Counter)

    @cached_property
    def _places_of_rare_words(self) -> dict[str, list[int]]:
        """Where in `owners` a word stands that at most three of them have: without it every text is compared with every other."""
        places: dict[str, list[int]] = {}
        for place, (words, _) in enumerate(self.owners):
            for word in words:
                if self.often[word] <= 3:
                    places.setdefault(word, []).append(place)
        return places

    def related(self, text: str) -> str | None:
        """The role whose own requirement shares most rare words with the text; None when none shares any."""
        told = content(text)
        near = sorted({place for word in told for place in self._places_of_rare_words.get(word, ())})
        scored = [
            (sum(1 / self.often[word] for word in words & told if self.often[word] <= 3), role)
            for words, role in (self.owners[place] for place in near)
        ]
        best = max(scored, default=(0.0, ""), key=lambda pair: pair[0])
        return best[1] if best[0] >= 0.5 else None


def survey(entries: Sequence[Entry], personas: Sequence[Persona], topic: bool) -> Ground:
    """The roles and the system of the text, most frequent first; given personas come before those of the text."""
    roles: Counter[str] = Counter()
    systems: Counter[str] = Counter()
    for entry in entries:
        stated = stated_role(entry)
        if stated:
            roles[stated_person(stated)] += 1
        if entry.item.kind in {"parked", "background"}:
            continue
        for clause in entry.clauses:
            if clause.role:
                roles[clause.role] += 1
            elif clause.recipient:
                roles[clause.recipient] += 1
            if clause.form == "system" and (name := system(clause.subject)):
                systems[name] += 1
    named = list(dict.fromkeys([*(persona.role for persona in personas), *(role for role, _ in roles.most_common())]))
    owners = [
        (content(entry.item.text), role)
        for entry in entries
        if entry.item.kind in {"functional", "business rule"}
        for role in list(dict.fromkeys(filter(None, (_owner(entry, clause) for clause in entry.clauses))))[:1]
    ]
    whole = " ".join(entry.item.text for entry in entries if entry.item.reason != "e-mail header")[:20_000]
    return Ground(
        _system_name(systems, entries),
        tuple(named),
        topic,
        tuple(owners),
        usual_role(whole, named),
        Counter(word for words, _ in owners for word in words),
    )


def _owner(entry: Entry, clause: Clause) -> str | None:
    stated = stated_role(entry)
    return clause.role or clause.recipient or (likely_person(stated) if stated else None)


def _system_name(found: Counter[str], entries: Sequence[Entry]) -> str:
    general = {
        "system",
        "page",
        "screen",
        "form",
        "interface",
        "view",
        "dashboard",
        "process",
        "job",
        "feature",
        "component",
        "implementation",
        "report",
        "change",
    }
    if "system" in found:
        return "system"
    for name, _ in found.most_common():
        if name not in general and len(name.split()) <= 3:
            return name
    for entry in entries:
        match = re.search(r"\b(portal|app|shop|platform|intranet|website|kiosk|marketplace)\b", entry.item.text, re.I)
        if match:
            return match.group(1).lower()
    return "system"


def plant(entries: Sequence[Entry], ground: Ground) -> list[Seed]:
    """One seed per action of the functional requirements; rules and limits find their story or become one."""
    seeds: list[Seed] = []
    last: str | None = None
    for entry in entries:
        kind = entry.item.kind
        if kind not in {"functional", "ambiguous"} or len(entry.item.text.split()) < 2 or _says_nothing(entry):
            continue
        for clause in _usable(entry):
            seed = _seed(entry, clause, ground, last)
            last = seed.choice.role if seed.choice.basis == "source" else last
            seeds.append(seed)
    seeds = _merged(seeds)
    for entry in entries:
        if entry.item.kind == "business rule":
            _place_rule(entry, seeds, ground)
        elif entry.item.kind == "quality" and not _says_nothing(entry):
            _place_quality(entry, seeds, ground)
    order = {entry.item.id: n for n, entry in enumerate(entries)}
    return sorted(_merged(seeds), key=lambda seed: order[seed.entry.item.id])


def _says_nothing(entry: Entry) -> bool:
    """ "It should be flexible", "TBD: payment": a question, not a story, until somebody says what is meant."""
    if entry.item.reason == "a value or decision is missing" and all(c.form == "noun" for c in entry.clauses):
        return True
    return all(
        clause.form != "person" and _VAGUE_ONLY.fullmatch(clause.action) is not None for clause in entry.clauses
    ) and bool(entry.clauses)


def _usable(entry: Entry) -> list[Clause]:
    return [_completed(entry, clause) for clause in entry.clauses]


def _completed(entry: Entry, clause: Clause) -> Clause:
    """The clause with what stands around it: the role and the benefit of its table row, verbs for nouns."""
    spoken = verbal(clause) if clause.form == "noun" else clause
    role, benefit = stated_role(entry), entry.fragment.fields.get("benefit") if entry.fragment else None
    takes_role = role and not spoken.role and spoken.form in {"person", "noun"}
    return replace(
        spoken,
        action=polish(spoken.action),
        role=stated_person(role) if takes_role and role else spoken.role,
        purpose=spoken.purpose or (benefit or "").rstrip("."),
    )


def _seed(entry: Entry, clause: Clause, ground: Ground, last: str | None) -> Seed:
    text = entry.item.text if len(entry.clauses) == 1 else f"{clause.subject} {clause.action} {clause.condition}"
    stated = stated_role(entry)
    if stated and not (clause.role or clause.recipient):
        choice = Choice(stated_person(stated), "source", "named in the table")
    else:
        choice = choose(
            clause,
            f"{text} {entry.item.section}" if clause.form != "person" else text,
            known=ground.roles,
            last=last,
            system=ground.system,
            related=ground.related(text),
            usual=ground.usual,
        )
    return Seed(clause, entry, choice, [entry.item.id], topic=ground.topic)


def _merged(seeds: list[Seed]) -> list[Seed]:
    kept: dict[tuple[str, str], Seed] = {}
    for seed in seeds:
        same = kept.setdefault(seed.key, seed)
        if same is not seed:
            same.sources += [ref for ref in seed.sources if ref not in same.sources]
            same.attached += seed.attached
            if seed.clause.purpose and not same.clause.purpose:
                same.clause = replace(same.clause, purpose=seed.clause.purpose)
    return list(kept.values())


def _place_rule(entry: Entry, seeds: list[Seed], ground: Ground) -> None:
    for clause in _usable(entry):
        hosts = [seed for seed in seeds if not seed.quality and _governs(clause, seed)]
        if hosts:
            for host in hosts[:3]:
                host.attached.append((entry, clause))
                if entry.item.id not in host.sources:
                    host.sources.append(entry.item.id)
        else:
            seeds.append(_seed(entry, clause, ground, None))


def _governs(rule: Clause, seed: Seed) -> bool:
    """Whether the rule limits the very action of the story: same thing and the same doing."""
    story = seed.clause
    if seed.entry.item.kind == "business rule":
        return False
    if rule.form == "person" and rule.role and story.role and rule.role != story.role:
        return False
    doing = (
        content(" ".join(story.action.split()[:1]))
        if story.form in {"person", "system"}
        else content(" ".join(story.action.split()[1:2]))
    )
    told = content(f"{rule.subject} {rule.action} {rule.condition}")
    thing = head_noun(story.object)
    same_thing = bool(thing) and bool(content(thing) & content(f"{rule.subject} {rule.action}"))
    return same_thing and bool(doing & told)


def _place_quality(entry: Entry, seeds: list[Seed], ground: Ground) -> None:
    for clause in _usable(entry):
        about = content(noun_phrase(clause.subject if clause.form != "noun" else clause.action))
        hosts = [seed for seed in seeds if not seed.quality and about and _bounds(clause, about, seed)]
        if hosts:
            for host in hosts[:3]:
                host.attached.append((entry, clause))
                if entry.item.id not in host.sources:
                    host.sources.append(entry.item.id)
        else:
            seed = _seed(entry, clause, ground, None)
            seed.quality = True
            seeds.append(seed)


def _bounds(clause: Clause, about: frozenset[str], seed: Seed) -> bool:
    told = content(seed.clause.action)
    if generic(clause.subject) or seed.entry.item.kind != "functional":
        return False
    doing = content(seed.clause.action.split()[0]) if seed.clause.form == "person" else frozenset()
    thing = content(head_noun(seed.clause.object)) - content("data page app screen record user information")
    return bool(about & (doing | thing)) or len(about & told) >= 2
