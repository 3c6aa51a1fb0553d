"""Proposals on the other registers: issues, decisions, actions, lessons, change requests."""

from typing import Annotated, Any

from langchain.tools import tool

from leadline.projects.proposals.operations import Draft
from leadline.projects.proposals.records import PRIORITIES
from leadline.tools.answer import ToolAnswer
from leadline.tools.changes import Runtime, Wish, given, missing, project_meant, proposed, read_date
from leadline.tools.words import fold, one_of

_SEVERITY = {"blocker": "critical", "showstopper": "critical", "urgent": "critical", "major": "high", "minor": "low"}


@tool(response_format="content_and_artifact", parse_docstring=True)
def log_issue(
    runtime: Runtime,
    title: str | None = None,
    severity: Annotated[str | None, one_of(PRIORITIES)] = None,
    project: str | None = None,
    description: str | None = None,
    impact: str | None = None,
    owner: str | None = None,
    due: str | None = None,
    reason: str | None = None,
) -> tuple[str, dict[str, Any]]:
    """Propose a new issue: something that is already true and in the way. A person approves.

    Use it for "blocker on Harbor: staging database is down", "log an issue on Lantern: no test data, high".

    Args:
        title: the issue in a sentence.
        severity: only as the user said it.
        project: name or key of the project. Leave out for the project in use.
        description: details.
        impact: what it leads to.
        owner: who solves it.
        due: ISO date by which it must be solved.
        reason: why it is logged now, if the user said so.
    """
    level = fold(severity, PRIORITIES, _SEVERITY) if severity else None
    values = given(title=title, severity=level, description=description, impact=impact, owner=owner, due=due)
    asked = _question(title, "What is the issue? Say it in a sentence.") or _bad_date(due)
    if not asked and level is None:
        asked = missing(f"How severe is “{title}”?", "severity", PRIORITIES)
    return _log(runtime, "log_issue", "issue", project, values, reason, asked)


@tool(response_format="content_and_artifact", parse_docstring=True)
def log_decision(
    runtime: Runtime,
    title: str | None = None,
    project: str | None = None,
    rationale: str | None = None,
    decider: str | None = None,
    options: list[str] | None = None,
    needed_by: str | None = None,
    reason: str | None = None,
) -> tuple[str, dict[str, Any]]:
    """Propose an entry in the decision log: a decision that was made, or one that is needed. A person approves.

    Use it for "we decided on Atlas Billing to postpone the pilot", "log a decision on Harbor: go with vendor B".

    Args:
        title: the decision in a sentence.
        project: name or key of the project. Leave out for the project in use.
        rationale: why it was decided so.
        decider: who decided, as the user named the person.
        options: what was to choose from.
        needed_by: ISO date, for a decision that is still needed; leave out for one that was made.
        reason: why it is logged now, if the user said so.
    """
    values = given(title=title, rationale=rationale, decider=decider, options=options, due=needed_by)
    values["status"] = "needed" if needed_by else "made"
    asked = _question(title, "What was decided? Say it in a sentence.") or _bad_date(needed_by)
    return _log(runtime, "log_decision", "decision", project, values, reason, asked)


@tool(response_format="content_and_artifact", parse_docstring=True)
def log_action(
    runtime: Runtime,
    title: str | None = None,
    owner: str | None = None,
    due: str | None = None,
    project: str | None = None,
    origin: str | None = None,
    reason: str | None = None,
) -> tuple[str, dict[str, Any]]:
    """Propose an action: who does what by when. A person approves.

    Use it for "log an action for Ben: call the vendor by Friday", "Ana has to send the figures by 15 June".

    Args:
        title: what is to be done, e.g. "Call the vendor".
        owner: who does it, as the user named the person.
        due: ISO date by which it is to be done.
        project: name or key of the project. Leave out for the project in use.
        origin: where it comes from, e.g. "Steering committee".
        reason: why, if the user said so.
    """
    values = given(title=title, owner=owner, due=due, origin=origin)
    asked = _question(title, "What is to be done? Say it in a sentence.") or _bad_date(due)
    if not asked and not owner:
        asked = missing(f"Who shall do it: “{title}”?", "owner")
    return _log(runtime, "log_action", "action", project, values, reason, asked)


@tool(response_format="content_and_artifact", parse_docstring=True)
def log_lesson(
    runtime: Runtime,
    event: str | None = None,
    recommendation: str | None = None,
    category: str | None = None,
    cause: str | None = None,
    effect: str | None = None,
    applies_when: str | None = None,
    project: str | None = None,
    reason: str | None = None,
) -> tuple[str, dict[str, Any]]:
    """Propose a lesson: what happened and what to do next time. A person approves.

    Use it for "lesson from Harbor: the load test came too late, plan it before the pilot".

    Args:
        event: what happened.
        recommendation: what to do next time.
        category: e.g. "testing", "vendor", "planning", "requirements".
        cause: why it happened.
        effect: what it led to.
        applies_when: in which projects it matters.
        project: name or key of the project. Leave out for the project in use.
        reason: why it is logged now, if the user said so.
    """
    values = given(
        event=event, recommendation=recommendation, cause=cause, effect=effect, applies_when=applies_when,
        category=category or "general",
    )  # fmt: skip
    asked = None
    if not event:
        asked = missing("What happened? Say it in a sentence.", "event")
    elif not recommendation:
        asked = missing(f"What should be done differently next time, after “{event}”?", "recommendation")
    return _log(runtime, "log_lesson", "lesson", project, values, reason, asked)


@tool(response_format="content_and_artifact", parse_docstring=True)
def request_change(
    runtime: Runtime,
    title: str | None = None,
    project: str | None = None,
    description: str | None = None,
    why: str | None = None,
    requester: str | None = None,
    effect_days: float | None = None,
    effect_amount: float | None = None,
    effect_points: float | None = None,
) -> tuple[str, dict[str, Any]]:
    """Propose a change request for the change log. A person approves; deciding about the request itself is a later step.

    Use it for "change request for Harbor: support two more languages, 15 days".

    Args:
        title: the wanted change in a sentence.
        project: name or key of the project. Leave out for the project in use.
        description: details.
        why: the reason for the change.
        requester: who wants it.
        effect_days: working days that it costs, only as the user said it.
        effect_amount: cost, only as the user said it.
        effect_points: story points, only as the user said it.
    """
    values = given(
        title=title, description=description, reason=why, requester=requester, effect_days=effect_days,
        effect_points=effect_points, effect_cents=None if effect_amount is None else round(effect_amount * 100),
    )  # fmt: skip
    asked = _question(title, "What shall change? Say it in a sentence.")
    return _log(runtime, "request_change", "change_request", project, values, why, asked)


def _log(
    runtime: Runtime,
    name: str,
    record: str,
    project: str | None,
    values: dict[str, Any],
    reason: str | None,
    asked: ToolAnswer | None,
) -> tuple[str, dict[str, Any]]:
    answer = asked
    if answer is None:
        with runtime.context.sessions() as session:
            meant = project_meant(session, runtime.context, project)
        if isinstance(meant, ToolAnswer):
            answer = meant
        else:
            draft = Draft("create", record, meant.key, "", values)
            notes = (meant.note,) if meant.note else ()
            answer = proposed(runtime, Wish(name, {"project": meant.key, **values}, [draft], reason, notes))
    return answer.text, answer.model_dump(mode="json")


def _question(title: str | None, question: str) -> ToolAnswer | None:
    return None if title and title.strip() else missing(question, "title")


def _bad_date(text: str | None) -> ToolAnswer | None:
    if text and read_date(text) is None:
        return missing(f"“{text}” is not a date I can read. By when?", "due")
    return None
