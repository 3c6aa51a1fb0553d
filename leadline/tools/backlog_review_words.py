"""A backlog review as sentences (bad news first) and as tables."""

import re
from collections import Counter
from collections.abc import Sequence

from leadline.tools.answer import Card, Sentence
from leadline.tools.cards import Column, table
from leadline.tools.facts import FactBook
from leadline.tools.phrasing import clipped
from leadline.tools.stories.backlog import BacklogReview, ReviewedStory

LINES = 8
_SERIOUS = ("high", "medium")
_TITLE_ONLY = {"well_formed.no_role", "well_formed.no_means", "well_formed.no_ends", "uniform.uniform"}
_CHECKS = {
    "well_formed.no_role": "name no role",
    "well_formed.no_means": "do not say what is wanted",
    "well_formed.no_ends": "name no benefit",
    "well_formed.no_comma": "have no comma after the role",
    "well_formed.ends_one_comma": "have no comma before “so that”",
    "well_formed.content_means": "want something without a verb",
    "atomic.conjunctions": "ask for more than one thing",
    "minimal.punctuation": "hold more than one sentence",
    "minimal.brackets": "hold text in brackets",
    "minimal.indicator_repetition": "say the same part twice",
    "unique.identical": "stand in the list twice",
    "uniform.uniform": "have another form than most",
    "unambiguous.vague_word": "use a word that cannot be tested",
}


def review_sentences(
    book: FactBook, review: BacklogReview, names: Sequence[str], *, where: str, total: int, by_meaning: bool
) -> list[Sentence]:
    stories = review.stories
    serious = [story for story in stories if _bad(story)]
    out = [Sentence(text=_headline(book, review, serious, where), part="headline")]
    if total > len(stories):
        taken, all_of_them = book.number("Stories reviewed", len(stories)), book.number("Stories in all", total)
        out.append(Sentence(text=f"Only {taken} of {all_of_them} stories were reviewed.", part="gap"))
    titles = [story for story in serious if {f.check for f in story.findings} <= _TITLE_ONLY and not story.role]
    if len(titles) > LINES // 2:
        n = book.number("Stories that are only a title", len(titles))
        said = f"{n} are only a title: nothing says who wants it and why (“As a ..., I want ..., so that ...”)."
        out.append(Sentence(text=said, part="point"))
        serious = [story for story in serious if story not in titles]
    out += [_line(book, names[story.number - 1], story) for story in _worst_first(serious)[:LINES]]
    if len(serious) > LINES:
        more = book.number("Further stories with a serious defect", len(serious) - LINES)
        out.append(Sentence(text=f"- and {more} more in the card."))
    out += _most_frequent(book, review)
    out.append(Sentence(text=_duplicates(book, review, names, by_meaning=by_meaning), part="point"))
    bare = [names[story.number - 1] for story in stories if not story.has_criteria]
    if bare and len(bare) < len(stories):
        for name in bare[:12]:
            book.key(f"Story {name}", name)
        out.append(
            Sentence(
                text=f"Without acceptance criteria: {', '.join(bare[:12])}{' …' if len(bare) > 12 else ''}.", part="gap"
            )
        )
    first = next((story for story in stories if not story.has_criteria and story.means), None)
    if first:
        out.append(Sentence(text=f"acceptance criteria for: {clipped(first.text, 160)}", part="next"))
    return out


def _headline(book: FactBook, review: BacklogReview, serious: Sequence[ReviewedStory], where: str) -> str:
    total = len(review.stories)
    said = book.count("Stories reviewed", total, "story").replace("storys", "stories")
    if total == 1:
        state = "has a serious defect" if serious else "has no serious defect"
        criteria = "it has acceptance criteria" if review.with_criteria else "it has no acceptance criteria"
        return f"**The story {state}; {criteria}.**"
    bad = book.number("Stories with a serious defect", len(serious))
    bare = book.number("Stories without acceptance criteria", total - review.with_criteria)
    ends = book.number("Stories without a benefit", total - review.with_ends)
    return (
        f"**{bad} of {said} in {where} {'has' if len(serious) == 1 else 'have'} a serious defect; {bare} without acceptance "
        f"criteria, {ends} without a benefit.**"
    )


def _bad(story: ReviewedStory) -> bool:
    return any(finding.severity in _SERIOUS for finding in story.findings)


def _worst_first(stories: Sequence[ReviewedStory]) -> list[ReviewedStory]:
    weight = {"high": 3, "medium": 1, "minor": 0}
    return sorted(stories, key=lambda story: -sum(weight[finding.severity] for finding in story.findings))


def _line(book: FactBook, name: str, story: ReviewedStory) -> Sentence:
    found = "; ".join(finding.message for finding in story.findings if finding.severity in _SERIOUS)
    label = book.key(f"Story {name}", name)
    text = book.name(f"Story {name}: text", clipped(story.text, 140))
    book.name(f"Story {name}: findings", found)
    return Sentence(text=f"- **{label}** {text}: {found}")


def _most_frequent(book: FactBook, review: BacklogReview) -> list[Sentence]:
    if len(review.stories) < 3 or not review.defects:
        return []
    said = [
        f"{book.number(f'Stories that {_CHECKS.get(check, check)}', n)} {_agreeing(_CHECKS.get(check, check), n)}"
        for check, n in list(review.defects.items())[:4]
    ]
    return [Sentence(text=f"Most frequent: {', '.join(said)}.", part="point")]


_SINGULAR = {"have": "has", "do": "does"}


def _agreeing(what: str, n: int) -> str:
    """ "2 name no benefit", "1 names no benefit"."""
    verb, _, rest = what.partition(" ")
    return f"{_SINGULAR.get(verb, verb + 's')} {rest}" if n == 1 else what


def _pairs(review: BacklogReview) -> list[tuple[int, int, float]]:
    pairs = {}
    for story in review.stories:
        for twin in story.duplicates:
            other = int(twin.other.split()[-1])
            pairs[(min(story.number, other), max(story.number, other))] = twin.similarity
    return sorted(((a, b, value) for (a, b), value in pairs.items()), key=lambda pair: -pair[2])


def _duplicates(book: FactBook, review: BacklogReview, names: Sequence[str], *, by_meaning: bool) -> str:
    pairs = _pairs(review)
    how = "by meaning" if by_meaning else "by words"
    if len(review.stories) == 1:
        return "Duplicates: not looked for, there is only one story."
    if not pairs:
        return f"No likely duplicate found (compared {how})."
    said = []
    for a, b, value in pairs[:6]:
        one, two = names[a - 1], names[b - 1]
        book.key(f"Story {one}", one)
        book.key(f"Story {two}", two)
        book.number(f"{one} and {two}: similarity", value)
        said.append(f"{one} and {two} ({value:.2f})")
    more = len(pairs) - len(said)
    rest = f" and {book.number('Further likely duplicates', more)} more pairs in the card" if more else ""
    return f"Likely duplicates (compared {how}; 1 = the same): {', '.join(said)}{rest}."


def _named(reason: str, names: Sequence[str]) -> str:
    return re.sub(r"\bstory (\d+)$", lambda m: names[int(m.group(1)) - 1], reason)


def review_cards(review: BacklogReview, names: Sequence[str]) -> list[Card]:
    rows = []
    for story, name in zip(review.stories, names, strict=True):
        concerns = [f"{one.letter}: {_named(one.reason, names)}" for one in story.invest if one.verdict == "concern"]
        twins = [f"{names[int(t.other.split()[-1]) - 1]} ({t.similarity:.2f})" for t in story.duplicates]
        rows.append(
            {
                "story": name,
                "text": story.text,
                "findings": "; ".join(finding.message for finding in story.findings) or "none",
                "invest": "".join(one.letter if one.verdict == "pass" else "–" for one in story.invest),
                "concerns": "; ".join(concerns) or "none",
                "duplicates": ", ".join(twins) or None,
                "criteria": "yes" if story.has_criteria else "missing",
            }
        )
    columns = (
        Column("story", "Story", "key"),
        Column("text", "Text"),
        Column("findings", "Defects (QUS)"),
        Column("invest", "INVEST"),
        Column("concerns", "INVEST concerns"),
        Column("duplicates", "Likely duplicates"),
        Column("criteria", "Acceptance criteria"),
    )
    worst = Counter(review.defects).most_common()
    summary = table(
        "Defects of the backlog",
        (
            Column("check", "Check", "key"),
            Column("meaning", "Stories that ..."),
            Column("stories", "Stories", "number"),
        ),
        [{"check": check, "meaning": _CHECKS.get(check, check), "stories": n} for check, n in worst],
    )
    return [table("Backlog review", columns, rows), *([summary] if worst else [])]
