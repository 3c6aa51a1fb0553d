"""Proposals on the risk register."""

from typing import Annotated, Any

from langchain.tools import tool

from leadline.projects.proposals.operations import Draft
from leadline.projects.proposals.records import RISK_STATUS, STRATEGIES
from leadline.projects.resolve import normal_key
from leadline.tools.answer import ToolAnswer
from leadline.tools.changes import Runtime, Wish, given, missing, project_meant, project_of, proposed
from leadline.tools.which import ask_back
from leadline.tools.words import fold, one_of

CATEGORIES = (
    "technical",
    "external",
    "resource",
    "cost",
    "schedule",
    "scope",
    "compliance",
    "organisational",
    "stakeholder",
)
UNKNOWN = "unclassified"  # said as it is, rather than a category that nobody named
IMPACTS = ("very low", "low", "medium", "high", "very high")
_STATUS = {
    "mitigated": "closed", "obsolete": "closed", "gone": "closed", "over": "closed", "retired": "closed", "close": "closed",
    "materialised": "occurred", "materialized": "occurred", "happened": "occurred", "reopen": "open", "reopened": "open",
}  # fmt: skip


@tool(response_format="content_and_artifact", parse_docstring=True)
def add_risk(
    runtime: Runtime,
    title: str | None = None,
    probability_percent: float | None = None,
    impact: int | None = None,
    category: str | None = None,
    project: str | None = None,
    cause: str | None = None,
    effect: str | None = None,
    impact_days: float | None = None,
    impact_amount: float | None = None,
    owner: str | None = None,
    strategy: Annotated[str | None, one_of(STRATEGIES)] = None,
    opportunity: bool = False,
    reason: str | None = None,
) -> tuple[str, dict[str, Any]]:
    """Propose a new risk for the register. A person approves; nothing is added by this call.

    Use it for "log a risk on Atlas Billing that Tessera delivers late, 40 %, impact 4". Leave out what the user did not say: the tool
    asks for what is needed.

    Args:
        title: the risk in a sentence, e.g. "Tessera delivers late".
        probability_percent: 0 to 100, only as the user said it.
        impact: 1 (very low) to 5 (very high), only as the user said it.
        category: technical, external, resource, cost, schedule, scope, compliance, organisational or stakeholder.
        project: name or key of the project. Leave out for the project in use.
        cause: why it may happen.
        effect: what it would lead to.
        impact_days: delay in working days if it happens.
        impact_amount: cost if it happens, in the project's currency.
        owner: who looks after it.
        strategy: the kind of response.
        opportunity: true for a chance instead of a threat.
        reason: why it is raised now, if the user said so.
    """
    with runtime.context.sessions() as session:
        meant = project_meant(session, runtime.context, project)
    answer = meant if isinstance(meant, ToolAnswer) else _incomplete(title, probability_percent, impact)
    if answer is None and not isinstance(meant, ToolAnswer):
        values = given(
            title=title, cause=cause, effect=effect, owner=owner, strategy=strategy, impact=impact,
            impact_days=impact_days, category=_category(category, f"{title} {cause or ''}"),
            kind="opportunity" if opportunity else None,
        )  # fmt: skip
        values["probability"] = (probability_percent or 0) / 100
        if impact_amount is not None:
            values["impact_cents"] = round(impact_amount * 100)
        args = {"project": meant.key, "title": title, "probability_percent": probability_percent, "impact": impact}
        notes = (meant.note,) if meant.note else ()
        draft = Draft("create", "risk", meant.key, "", values)
        answer = proposed(runtime, Wish("add_risk", args, [draft], reason, notes))
    assert answer is not None
    return answer.text, answer.model_dump(mode="json")


def _incomplete(title: str | None, probability: float | None, impact: int | None) -> ToolAnswer | None:
    if not title or not title.strip():
        return missing("What may happen? Say the risk in a sentence.", "title")
    if probability is None:
        return missing(f"How likely is it that “{title}”, in percent?", "probability_percent")
    if not 0 <= probability <= 100:
        return missing(f"{probability:g} % is no probability. How likely is it, in percent?", "probability_percent")
    if impact is None:
        return missing(f"How bad would it be if “{title}”?", "impact", IMPACTS)
    return None


_CUES = {
    "external": ("vendor", "supplier", "deliver", "partner", "contract", "licence", "customs", "regulator"),
    "resource": ("leave", "staff", "people", "developer", "architect", "sick", "holiday", "capacity", "skills"),
    "technical": (
        "interface",
        "api",
        "data",
        "migration",
        "performance",
        "environment",
        "server",
        "certificate",
        "security",
    ),
    "cost": ("budget", "cost", "price", "funding", "currency"),
    "schedule": ("late", "delay", "deadline", "freeze", "slip"),
    "scope": ("scope", "requirement", "change request"),
    "compliance": ("audit", "gdpr", "legal", "compliance", "law"),
    "stakeholder": ("sponsor", "client", "customer", "steering", "union"),
}


def _category(said: str | None, text: str) -> str:
    """As said, else by the words of the risk; it stands in the proposal, where a person can change it."""
    if said and (known := fold(said, CATEGORIES)):
        return known
    lowered = text.casefold()
    return next((name for name, words in _CUES.items() if any(word in lowered for word in words)), UNKNOWN)


@tool(response_format="content_and_artifact", parse_docstring=True)
def update_risk(
    runtime: Runtime,
    key: str | None = None,
    project: str | None = None,
    status: Annotated[str | None, one_of(RISK_STATUS)] = None,
    probability_percent: float | None = None,
    impact: int | None = None,
    owner: str | None = None,
    strategy: Annotated[str | None, one_of(STRATEGIES)] = None,
    response: str | None = None,
    contingency_plan: str | None = None,
    trigger: str | None = None,
    next_review: str | None = None,
    reason: str | None = None,
) -> tuple[str, dict[str, Any]]:
    """Propose a change of one risk: close it, re-score it, give it an owner or a response. A person approves.

    Use it for "close risk R-3", "R-2 has materialised", "set the probability of R-1 to 60 %", "Ana owns R-4".

    Args:
        key: key of the risk, e.g. "R-3".
        project: name or key of the project; needed where several projects have a risk of that key.
        status: the new status.
        probability_percent: 0 to 100.
        impact: 1 to 5.
        owner: who looks after it.
        strategy: the kind of response.
        response: an action against it, which is added to its responses.
        contingency_plan: what is done if it happens.
        trigger: how one sees that it is about to happen.
        next_review: ISO date.
        reason: why, if the user said so.
    """
    answer = _updated(
        runtime, key, project, reason, response,
        given(status=status, probability_percent=probability_percent, impact=impact, owner=owner, strategy=strategy,
              contingency_plan=contingency_plan, trigger=trigger, next_review=next_review),
    )  # fmt: skip
    return answer.text, answer.model_dump(mode="json")


def _updated(
    runtime: Runtime,
    key: str | None,
    project: str | None,
    reason: str | None,
    response: str | None,
    said: dict[str, Any],
) -> ToolAnswer:
    if not key:
        return missing("Which risk? Give its key, such as R-3.", "key")
    name = normal_key(key if "-" in key or not key[:1].isdigit() else f"R-{key}")
    with runtime.context.sessions() as session:
        meant = project_of(session, runtime.context, "risk", name, project)
    if isinstance(meant, ToolAnswer):
        return meant
    values = dict(said)
    if "status" in values:
        status = fold(str(values["status"]), RISK_STATUS, _STATUS)
        if status is None:
            return missing(f"I do not know the status “{values['status']}” of a risk.", "status", RISK_STATUS)
        values["status"] = status
    if "probability_percent" in values:
        values["probability"] = values.pop("probability_percent") / 100
    drafts = [Draft("update", "risk", meant.key, name, values)] if values else []
    if response:
        drafts.append(
            Draft("create", "response", meant.key, "", given(risk=name, action=response, owner=said.get("owner")))
        )
    if not drafts:
        return ask_back(f"What shall change on {name}: its status, probability, impact, owner or response?")
    args = {"key": name, "project": meant.key, "response": response, **said}
    return proposed(runtime, Wish("update_risk", args, drafts, reason, (meant.note,) if meant.note else ()))
