"""The reply from what the tools answered: headline first, then what a busy reader needs, then what is missing.

Suggested follow-ups (`next`) are not part of the text: the conversation shows them as buttons.
"""

import re
from collections.abc import Sequence

from leadline.assistant.builtin.memory import Done
from leadline.assistant.builtin.writing.style import Style, style_of
from leadline.tools.answer import Sentence, ToolAnswer
from leadline.tools.card_text import card_markdown

NOTHING = "I could not put an answer together for this. Please say it in other words, or name the project and what you want to know."
POINTS = 12  # of a normal answer, where the tool gives more; the cards hold everything
TITLES = {
    "list_projects": "Projects",
    "get_project_status": "Status",
    "get_schedule": "Schedule",
    "forecast_completion": "Forecast",
    "get_budget": "Budget",
    "get_workload": "Workload",
    "search_work_items": "Work items",
    "get_sprint": "Sprint",
    "get_kpis": "KPIs",
    "search_knowledge": "From the documents",
    "summarize_lessons": "Lessons learned",
    "draft_user_stories": "User stories",
    "review_user_stories": "Backlog review",
    "draft_status_report": "Status report",
    "assess_risks": "Risk assessment",
    "assess_change": "Impact",
    "assess_release": "Release readiness",
    "assess_feasibility": "Feasibility",
}


def compose(answers: Sequence[ToolAnswer], request: str = "") -> str:
    """The text for answers in call order, as long and in the shape that `request` (the person's words) asks for."""
    return _tidy("\n\n".join(dict.fromkeys(_body(answer, style_of(request)) for answer in answers))) or NOTHING


def compose_calls(calls: Sequence[Done], request: str, notes: Sequence[str] = ()) -> str:
    """The same with errors in plain words and, where several tools answered, a short bold lead for each."""
    style = style_of(request)
    parts: list[str] = []
    for done in calls:
        body = _trouble(done) if done.answer is None else _body(done.answer, style)
        parts.append(f"**{_title(done)}.** {body}" if len(calls) > 1 and not body.startswith(("#", "|")) else body)
    return _tidy("\n\n".join((*notes, *dict.fromkeys(parts)))) or NOTHING


def _tidy(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _title(done: Done) -> str:
    name = str(done.args.get("register") or done.args.get("kind") or "").replace("_", " ").capitalize() or TITLES.get(
        done.name, "Answer"
    )
    project = done.args.get("project")
    return f"{name}, {project}" if project else name


def _trouble(done: Done) -> str:
    reason = (done.error or "it gave no answer").strip().removeprefix("Error:").strip()
    what = TITLES.get(done.name, done.name.replace("_", " ")).lower()
    return f"I could not finish this part ({what}): {reason.rstrip('.')}."


def _body(answer: ToolAnswer, style: Style) -> str:
    if answer.status == "ask":
        return _question(answer)
    if answer.status == "not_found":
        return _not_found(answer)
    if style.table and (table := _table(answer)):
        return "\n\n".join(part for part in (_headline(answer), table) if part)
    return _told(answer, style) or answer.text


def _question(answer: ToolAnswer) -> str:
    told = (
        " ".join(
            sentence.text for sentence in answer.sentences if sentence.part in ("headline", "point", "gap", "question")
        )
        or answer.text
    )
    listed = "\n".join(f"{place}. {choice}" for place, choice in enumerate(answer.choices, start=1))
    return "\n\n".join(part for part in (told, listed) if part)


def _not_found(answer: ToolAnswer) -> str:
    told = [sentence.text for sentence in answer.sentences if sentence.part != "next"] or [answer.text]
    text = " ".join(told)
    if answer.looked_at and not any(place in text for place in answer.looked_at):
        text += f" I looked in: {', '.join(answer.looked_at)}."
    return text


def _table(answer: ToolAnswer) -> str | None:
    card = next((card for card in answer.cards if card.kind == "table"), None)
    return card_markdown(card) if card else None


def _headline(answer: ToolAnswer) -> str:
    return " ".join(sentence.text for sentence in answer.sentences if sentence.part == "headline")


def _told(answer: ToolAnswer, style: Style) -> str:
    """Headline as a paragraph, the rest as a list: points and gaps; details too where they were asked for."""
    if style.short:
        return _headline(answer) or next(
            (sentence.text for sentence in answer.sentences if sentence.part == "point"), ""
        )
    wanted = ("point", "detail", "gap", "question") if style.long or style.why else ("point", "gap", "question")
    rest = [sentence for sentence in answer.sentences if sentence.part in wanted]
    if not (style.long or style.why):
        rest = _most_important(rest)
    if len(answer.sentences) and not _headline(answer) and len(rest) == 1:
        return rest[0].text
    return "\n\n".join(part for part in (_headline(answer), "\n".join(_item(sentence) for sentence in rest)) if part)


def _most_important(rest: list[Sentence]) -> list[Sentence]:
    """The first points; gaps and questions always stay."""
    points = [sentence for sentence in rest if sentence.part == "point"][:POINTS]
    return [sentence for sentence in rest if sentence.part != "point" or sentence in points]


def _item(sentence: Sentence) -> str:
    """A bullet; a sentence that is a block of its own (heading, list, table) stays as it is."""
    block = sentence.text.startswith(("#", "|", "- ", "* ", "> ", "1. ")) or "\n" in sentence.text
    return f"\n{sentence.text}\n" if block else f"- {sentence.text}"
