"""A risk assessment as sentences: the headline, the worst drafts with their evidence, the reserve, what changed, what was looked at."""

from collections.abc import Iterator, Sequence

from leadline.projects.assessments import Rejected
from leadline.tools.answer import Sentence
from leadline.tools.facts import FactBook
from leadline.tools.knowledge_cite import Book as Quotes
from leadline.tools.phrasing import capital, listing
from leadline.tools.risks.assessed import Assessment, Rated
from leadline.tools.risks.changes import Changes
from leadline.tools.risks.reserve import CERTAINTY, Reserve

TOP = 4
SHOWN_EVIDENCE = 2


class Words:
    """Binds the texts of an assessment to the facts of one answer."""

    def __init__(self, book: FactBook, quotes: Quotes, assessment: Assessment) -> None:
        self.book, self.quotes, self.of = book, quotes, assessment
        self.name = assessment.material.name
        self.currency = assessment.material.standing.file.project.currency

    def statement(self, one: Rated) -> str:
        draft = one.draft
        cause, event, effect = (told.say(self.book, self.currency) for told in (draft.cause, draft.event, draft.effect))
        return f"because {cause}, it may happen that {event}, leading to {effect}"

    def rating(self, one: Rated) -> str:
        subject = f"{self.name} {one.draft.fingerprint}"
        score = self.book.number(f"{subject}: risk score (of 25)", one.score, "points")
        chance = self.book.percent(f"{subject}: probability", 100 * one.draft.probability)
        impact = self.book.number(f"{subject}: impact (of 5)", one.impact, "points")
        return f"score {score} of 25: probability {chance}, impact {impact} of 5"

    def evidence(self, one: Rated, most: int | None = None) -> str:
        told = [quote.say(self.quotes) for quote in one.draft.quotes]
        told += [each.say(self.book, self.currency) for each in one.draft.evidence]
        return "; ".join(told[:most])

    def title(self, one: Rated) -> str:
        return self.book.name(f"{self.name} {one.draft.fingerprint}: title", one.draft.title)

    def past(self, one: Rated) -> str:
        """The outside view; says so where finished projects hold nothing to compare with."""
        past = one.past
        if not past.recorded:
            return f"no {past.category} risk is recorded on a finished project you can see"
        subject = f"{past.category} risks of finished projects"
        happened = self.book.number(f"{subject}: came true", past.happened, "count")
        of = self.book.count(f"{subject}: recorded", past.recorded, f"{past.category} risk")
        cases = [
            f"{self.book.name(f'{subject}: project of {record.key}', project)} {self.book.key(f'{project} {record.key}: risk', record.key)}"
            for project, record in past.cases[:3]
        ]
        return f"{happened} of {of} on finished projects came true" + (f" ({listing(cases)})" if cases else "")

    def response(self, one: Rated) -> str:
        return f"{one.draft.strategy}: {one.draft.response}; owner to confirm"

    def trigger(self, one: Rated) -> str:
        return one.draft.trigger.say(self.book, self.currency)


def story(words: Words, reserve: Reserve, changes: Changes, rejected: Sequence[Rejected]) -> list[Sentence]:
    said = [_headline(words, reserve)]
    said += [_drafted(words, number, one) for number, one in enumerate(words.of.new[:TOP], 1)]
    rest = words.of.new[TOP:]
    if rest:
        more = words.book.count(f"{words.name}: further drafts", len(rest), "more draft")
        said.append(Sentence(text=f"{capital(more)} in the table: {listing([words.title(one) for one in rest])}."))
    said += [Sentence(text=text) for text in (*_known(words), *reserve_told(words, reserve), *_changed(words, changes))]
    said += [
        Sentence(text=text, part="gap")
        for text in (*coverage(words), *_silent(words, reserve), *_rejected(words, rejected))
    ]
    return said + following(words)


def following(words: Words) -> list[Sentence]:
    asks = ["why is the first one a risk?", f"What reserve does {words.name} need?"] if words.of.new else []
    if len(words.of.new) > 1:
        asks.insert(1, "add the first two to the register")
    return [Sentence(text=text, part="next") for text in (*asks, f"Show the open risks of {words.name}")]


def why_told(words: Words, one: Rated, number: int | None) -> list[Sentence]:
    """Everything about one of them: statement, evidence, what the rating rests on, what speaks against it, trigger, past."""
    draft = one.draft
    place = f"{words.book.number(f'{words.name}: place in the assessment', number, 'count')}. " if number else ""
    said = [
        Sentence(
            text=f"**{place}{words.title(one)}** ({words.rating(one)}). {capital(words.statement(one))}.",
            part="headline",
        )
    ]
    evidence = words.evidence(one)
    if evidence:
        said.append(Sentence(text=f"Evidence ({draft.confidence} confidence): {evidence}."))
    said.append(Sentence(text=f"Probability rests on: {draft.why_probability}. Impact rests on: {draft.why_impact}."))
    said.append(Sentence(text=f"Outside view: {words.past(one)}."))
    if one.known:
        said.append(Sentence(text=f"It is on the register as {_key(words, one)}."))
    said.append(Sentence(text=f"Response ({words.response(one)}). It has begun when: {words.trigger(one)}."))
    return said


def reserve_told(words: Words, reserve: Reserve) -> Iterator[str]:
    book, name = words.book, words.name
    sure = book.percent(f"{name}: certainty of the reserve", CERTAINTY)
    after_days, after_money = reserve.days_after, reserve.money_after.reserve
    days = ""
    if reserve.days_before is not None and after_days is not None:
        before = book.working_days(f"{name}: reserve before responses", reserve.days_before)
        after = book.working_days(f"{name}: reserve after responses", after_days)
        days = f"{before} ({after} after the agreed responses) beyond the planned finish"
    money = ""
    if reserve.money_before.reserve:
        first = book.money(f"{name}: reserve in money before responses", reserve.money_before.reserve, words.currency)
        second = book.money(f"{name}: reserve in money after responses", after_money, words.currency)
        plain = book.money(f"{name}: risk exposure with drafts", reserve.money_before.plain, words.currency)
        held = book.money(
            f"{name}: contingency", words.of.material.standing.file.project.contingency_cents, words.currency
        )
        money = f"{first} ({second} after) for an exposure of {plain}; the contingency is {held}"
    if not days and not money:
        yield "A reserve cannot be computed: there is no plan to simulate and no risk is priced."
        return
    yield f"Reserve for {sure} certainty: {' and '.join(part for part in (days, money) if part)}."
    drivers = []
    for one in reserve.drivers[:3]:
        swing = book.working_days(f"{name} {one.key}: swing of the finish", round(one.swing, 1))
        drivers.append(f"{_driver(words, one.key, one.name)} ({swing})")
    if drivers:
        yield f"The finish moves most with {listing(drivers)}."
    priced = []
    for each in reserve.by_money[:3]:
        expected = book.money(f"{name} {each.key}: expected cost", each.probability * (each.cents or 0), words.currency)
        priced.append(f"{_driver(words, each.key, each.name)} ({expected})")
    if priced:
        yield f"The most money, probability times impact: {listing(priced)}."


def coverage(words: Words) -> Iterator[str]:
    """By category what was looked at without a find, and what could not be looked at."""
    empty = [one for one in words.of.swept if not one.drafts and not one.missing]
    blind = [one for one in words.of.swept if one.missing]
    if empty:
        yield f"Looked at and found none: {'; '.join(f'{one.category} ({one.looked_at})' for one in empty)}."
    if blind:
        yield f"Could not be looked at: {'; '.join(f'{one.looked_at} ({one.missing})' for one in blind)}."
    yield "Not looked at, because no record here tells: compliance, security, stakeholders’ interests. Ask whoever answers for them."


def _headline(words: Words, reserve: Reserve) -> Sentence:
    new = words.of.new
    count = words.book.count(f"{words.name}: risks found", len(words.of.rated), "risk")
    if not words.of.rated:
        looked = words.book.count(f"{words.name}: detectors that looked", len(words.of.swept), "check")
        text = f"**No risk found on {words.name} beyond its register.** {capital(looked)} were made; what they looked at is below."
        return Sentence(text=text, part="headline")
    missing = words.book.number(f"{words.name}: risks found that are not on the register", len(new), "count")
    lead = f"**The data of {words.name} shows {count}, {missing} of them not on the register.**"
    worst = words.of.rated[0]
    on = f", on the register as {_key(words, worst)}" if worst.known else ", not on the register"
    return Sentence(text=f"{lead} The worst: {words.title(worst)} ({words.rating(worst)}{on}).", part="headline")


def _drafted(words: Words, number: int, one: Rated) -> Sentence:
    place = words.book.number(f"{words.name} {one.draft.fingerprint}: place", number, "count")
    evidence = words.evidence(one, SHOWN_EVIDENCE)
    seen = f" Evidence: {evidence}." if evidence else ""
    closed = (
        f" It was closed before as {words.book.key(f'{words.name}: closed risk', one.closed.key)}."
        if one.closed
        else ""
    )
    past = f" Outside view: {words.past(one)}." if one.past.recorded else ""
    text = (
        f"**{place}. {words.title(one)}** (draft, {words.rating(one)}). {capital(words.statement(one))}.{seen}{closed}"
        f" Response ({words.response(one)}). Trigger: {words.trigger(one)}.{past}"
    )
    return Sentence(text=text)


def _known(words: Words) -> Iterator[str]:
    told = []
    for one in words.of.known:
        if one.known is not None:
            name, key = words.name, one.known.key
            then = words.book.number(f"{name} {key}: risk score (of 25)", one.known.score, "points")
            now = words.book.number(f"{name} {one.draft.fingerprint}: risk score (of 25)", one.score, "points")
            told.append(f"{_key(words, one)} {words.title(one)} (register {then}, data {now})")
    if told:
        yield f"Already on the register and confirmed by the data: {'; '.join(told)}."


def _changed(words: Words, changes: Changes) -> Iterator[str]:
    if changes.before is None:
        yield "This is the first assessment on record; the next one will say what is new, better or worse."
        return
    since = words.book.date(f"{words.name}: assessment before", changes.before.on)
    groups = (("new", changes.new), ("worse", changes.worse), ("better", changes.better))
    told = [f"{word}: {listing([words.title(one) for one in found])}" for word, found in groups if found]
    same = words.book.count(f"{words.name}: drafts unchanged", len(changes.same), "risk") if changes.same else ""
    told += [f"{same} unchanged"] if same else []
    yield f"Against the assessment of {since}: {'; '.join(told) or 'nothing found now or then'}."
    if changes.gone:
        titles = listing([words.book.name(f"{words.name}: no longer found", one.title) for one in changes.gone])
        yield f"No longer found: {titles}. That closes nothing: check, and close it in the register by hand."


def _silent(words: Words, reserve: Reserve) -> Iterator[str]:
    if reserve.silent:
        keys = [
            words.book.key(f"{words.name}: risk without estimate", one)
            for one in reserve.silent
            if not one.startswith("draft")
        ]
        drafts = [one for one in reserve.silent if one.startswith("draft")]
        told = [
            *keys,
            *([words.book.count(f"{words.name}: drafts without estimate", len(drafts), "draft")] if drafts else []),
        ]
        yield f"Not in the reserve, because nobody estimated days or money: {listing(told)}."


def _rejected(words: Words, rejected: Sequence[Rejected]) -> Iterator[str]:
    told = []
    for one in rejected:
        subject = f"{words.name}: rejected draft {one.title}"
        title, why = words.book.name(f"{subject}: title", one.title), words.book.name(f"{subject}: reason", one.reason)
        told.append(f"{title} ({why}, {words.book.date(f'{subject}: on', one.on)})")
    if told:
        yield f"Found again but rejected before, so not proposed: {'; '.join(told)}."


def _key(words: Words, one: Rated) -> str:
    return words.book.key(f"{words.name} {one.known.key}: risk", one.known.key) if one.known else ""


def _driver(words: Words, key: str, title: str) -> str:
    name = words.book.name(f"{words.name} {key}: title", title)
    return (
        f"{name} (draft)" if key.startswith("draft") else f"{words.book.key(f'{words.name} {key}: risk', key)} {name}"
    )
