"""`assess_risks`: what could go wrong, drafted from the data, with evidence, reserve and memory."""

import re
from typing import Annotated, Any

from langchain.tools import ToolRuntime, tool

from leadline.projects import assessments
from leadline.tools.answer import Sentence, ToolAnswer
from leadline.tools.changes import Wish, proposed
from leadline.tools.closed_words import closed_story
from leadline.tools.context import Context
from leadline.tools.facts import FactBook
from leadline.tools.knowledge_cite import Book as Quotes
from leadline.tools.risks.assessed import Assessment, Rated, assess
from leadline.tools.risks.cards import assessment_cards, drafts_table
from leadline.tools.risks.changes import Changes, compare, to_remember, without
from leadline.tools.risks.material import load
from leadline.tools.risks.reserve import reserve_of
from leadline.tools.risks.say import Words, following, reserve_told, story, why_told
from leadline.tools.risks.to_register import proposals_for
from leadline.tools.which import Meant, ask, ask_back, not_allowed, which_project
from leadline.tools.words import fold, one_of

VIEWS = ("all", "new", "reserve", "why")


@tool(response_format="content_and_artifact", parse_docstring=True)
def assess_risks(
    runtime: ToolRuntime[Context],
    project: str | None = None,
    view: Annotated[str | None, one_of(VIEWS)] = None,
    risk: str | None = None,
    propose: list[int] | None = None,
) -> tuple[str, dict[str, Any]]:
    """Find what could go wrong on a project: risks drafted from plan, costs, contracts, allocations, registers, lessons and
    documents, each with evidence, score, response and trigger; what is already on the register; reserve in days and money.

    Use it for "what could go wrong in Atlas?", "assess the risks of Harbor", "any new risks?", "what reserve do we need?". For the
    risks that are already written down use get_register.

    Args:
        project: name or key of the project as the user said it. Leave out for the project in use.
        view: "all" (default), "new" for those that are not on the register, "reserve" for days and money at 80 % certainty, "why" for
            everything behind one of them.
        risk: for "why": the number in the assessment ("2"), a key of the register ("R-1") or words of its title.
        propose: numbers of new risks in the assessment to propose for the register, when the user asks to add them: [1, 2]. A person
            approves; nothing is added by this call.
    """
    if propose:
        answer = _proposed(runtime, project, propose)
    else:
        answer = risk_assessment(runtime.context, project, view=view, risk=risk)
    return answer.text, answer.model_dump(mode="json")


def risk_assessment(
    context: Context, project: str | None = None, *, view: str | None = None, risk: str | None = None
) -> ToolAnswer:
    """The answer of `assess_risks`, for other tools and doors. What was found is remembered for the next assessment."""
    chosen = fold(view, VIEWS) if view else ("why" if risk else "all")
    if chosen is None:
        return not_allowed("view", view or "", list(VIEWS))
    with context.sessions() as session:
        meant = which_project(session, context, project)
        if not isinstance(meant, Meant):
            return meant
        material = load(session, context.access, context.library, meant.key, context.today)
        before = assessments.assessment_before(session, context.access, meant.key, context.today)
        refused = assessments.rejections(session, context.access, meant.key)
    args = {"project": meant.key, "view": chosen if chosen != "all" else None, "risk": risk}
    book, quotes = FactBook("assess_risks", args, context.today), Quotes(args, context.today)
    if material.standing.file.project.closed:
        first, *rest = closed_story(book, material.standing)
        note = Sentence(text="A finished project has no risks any more; its lessons are worth more.")
        return book.answer([first, note, *rest, *meant.said])
    every = assess(material)
    _remember(context, meant.key, every)
    kept, met = without(every, refused)
    words = Words(book, quotes, kept)
    answer = _answer(words, chosen, risk, compare(kept, before), met, meant)
    return answer.model_copy(update={"facts": (*answer.facts, *quotes.facts), "citations": tuple(quotes.citations)})


def _proposed(runtime: ToolRuntime[Context], project: str | None, numbers: list[int]) -> ToolAnswer:
    """The chosen drafts as one proposal; what is not there is said."""
    context = runtime.context
    with context.sessions() as session:
        meant = which_project(session, context, project)
        if not isinstance(meant, Meant):
            return meant
        material = load(session, context.access, context.library, meant.key, context.today)
        refused = assessments.rejections(session, context.access, meant.key)
    kept, _ = without(assess(material), refused)
    wanted = sorted(set(numbers))
    if not wanted or wanted[0] < 1 or wanted[-1] > len(kept.new):
        return ask_back(
            f"The assessment of {meant.name} has {len(kept.new)} new risks. Which of them shall go to the register?"
        )
    args = {"project": meant.key, "propose": wanted}
    words = Words(FactBook("assess_risks", args, context.today), Quotes(args, context.today), kept)
    drafts = proposals_for(words, [kept.new[number - 1] for number in wanted])
    reason = f"risk assessment of {context.today.isoformat()}; owner to confirm"
    return proposed(runtime, Wish("assess_risks", args, drafts, reason, (meant.note,) if meant.note else ()))


def _remember(context: Context, key: str, found: Assessment) -> None:
    with context.sessions.begin() as session:
        assessments.remember(session, context.access, key, context.today, to_remember(found))


def _answer(
    words: Words, view: str, risk: str | None, changes: Changes, met: tuple[assessments.Rejected, ...], meant: Meant
) -> ToolAnswer:
    if view == "why":
        return _why(words, risk, meant)
    reserve = reserve_of(words.of)
    if view == "reserve":
        said = [Sentence(text=text, part="point") for text in reserve_told(words, reserve)]
        said[0] = said[0].model_copy(update={"part": "headline", "text": f"**{said[0].text}**"})
        return words.book.answer([*said, *meant.said, *following(words)[-1:]])
    said = story(words, reserve, changes, met)
    cards = assessment_cards(words, reserve) if view == "all" else [drafts_table(words)][: len(words.of.rated)]
    if view == "new":
        said = [one for one in said if not one.text.startswith(("Already on", "Reserve", "The finish", "The most"))]
    looked = [f"{one.category}: {one.looked_at}" for one in words.of.swept]
    total = len(words.of.rated)
    return words.book.answer([*said, *meant.said], cards, total=total, shown=total, looked_at=looked)


def _why(words: Words, risk: str | None, meant: Meant) -> ToolAnswer:
    found = _meant_risk(words.of, risk)
    if found is None:
        titles = [one.draft.title for one in words.of.rated]
        if not titles:
            return ask(f"The assessment of {words.name} found no risk. Shall I show its register", ["the register"])
        return ask("Which of the risks found", titles[:8])
    number = words.of.new.index(found) + 1 if found in words.of.new else None
    return words.book.answer([*why_told(words, found, number), *meant.said, *following(words)])


def _meant_risk(assessment: Assessment, risk: str | None) -> Rated | None:
    """By number among the new ones, by key of the register, or by words of the title; without any of them, the first."""
    new, text = assessment.new, (risk or "1").strip()
    if place := re.fullmatch(r"(?:draft |no\.? ?|#)?(\d{1,2})", text, re.IGNORECASE):
        at = int(place.group(1)) - 1
        every = new or assessment.rated
        return every[at] if 0 <= at < len(every) else None
    for one in assessment.rated:
        if one.known and one.known.key.casefold() == text.casefold():
            return one
    wanted = set(re.findall(r"\w{4,}", text.casefold()))
    scored = [(len(wanted & set(re.findall(r"\w{4,}", one.draft.title.casefold()))), one) for one in assessment.rated]
    best = max(scored, key=lambda item: item[0], default=(0, None))
    return best[1] if best[0] else None
