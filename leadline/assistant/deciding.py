"""A person's decision in a conversation: which proposal is meant, and what to answer. No model takes part."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from leadline.assistant.decisions import Said, begins_as_decision, chosen, numbered, said, vague
from leadline.assistant.tables import Turn
from leadline.projects.access import Access
from leadline.projects.proposals import finding
from leadline.projects.proposals.audit import Actor
from leadline.projects.proposals.decisions import Decision, Decisions
from leadline.projects.proposals.errors import ProposalError, UnknownRecordError
from leadline.projects.proposals.views import view
from leadline.tools.context import Context

Json = dict[str, Any]
HOW = "Say “approve” to apply all of it, “approve 1 and 3” for single changes, or “reject”; or use the buttons."


@dataclass(frozen=True, slots=True)
class Reply:
    text: str
    proposals: tuple[Json, ...] = ()


def reply_to(decisions: Decisions, context: Context, message: str) -> Reply | None:
    """The answer, if the message is a decision or sounds like one while something waits for one; None = a question like others."""
    wish = said(message)
    if wish is None and not vague(message):
        return None
    with context.sessions() as session:
        shown = _shown(session, context.access, context.thread_id)
        if wish is not None and wish.kind == "undo" and _stories_at_hand(session, context, shown):
            return None
    if wish is None:
        open_ones = [one for one in shown if one["state"] == "pending"]
        near = open_ones and (begins_as_decision(message) or _just_shown(context, open_ones))
        return Reply(_asked_back(open_ones)) if near else None
    state = "applied" if wish.kind == "undo" else "pending"
    fitting = [one for one in shown if one["state"] == state]
    if not fitting:
        return _nothing(wish, shown)
    if len(fitting) > 1 and wish.kind != "undo":
        near = [one for one in fitting if _just_shown(context, [one])]
        if len(near) != 1:
            return Reply(
                f"{len(fitting)} proposals wait here; please decide each with its buttons:\n\n{numbered(fitting)}"
            )
        fitting = near
    return _carry_out(decisions, context, wish, fitting[-1])


def _carry_out(decisions: Decisions, context: Context, wish: Said, proposal: Json) -> Reply:
    decision = Decision(wish.kind, proposal["id"], proposal["seen"], only=chosen(wish, proposal))
    try:
        answer = decisions.decide(Actor(context.access, "chat"), decision)
    except ProposalError as error:
        return Reply(f"{error.message} {error.hint}".strip(), (_plain(proposal),))
    return Reply(answer.message, (answer.proposal,))


def _nothing(wish: Said, shown: Sequence[Json]) -> Reply | None:
    if wish.kind == "undo":
        return Reply(
            "Nothing was applied in this conversation that could be undone. `leadline proposals list --all` shows the rest."
        )
    if shown:
        last = shown[-1]
        return Reply(f"Nothing waits for a decision here: “{last['title']}” is {last['state']}.")
    return Reply("Nothing waits for a decision in this conversation. Say what shall change, and I propose it.")


def _asked_back(waiting: Sequence[Json]) -> str:
    what = f"“{waiting[-1]['title']}” is" if len(waiting) == 1 else f"{len(waiting)} proposals are"
    return f"{what} still only proposed; I did not take that as a decision. {HOW}"


def _shown(session: Session, access: Access, thread_id: str) -> list[Json]:
    """Proposals that this conversation has shown, oldest first, as they stand now. `seen`: the hash that was shown last."""
    found: dict[str, Json] = {}
    rows = session.execute(
        select(Turn.id, Turn.number, Turn.proposals).where(Turn.thread_id == thread_id).order_by(Turn.number)
    )
    for turn, _, proposals in rows:
        for one in proposals or ():
            try:
                now = view(finding.find(session, access, one["id"]))
            except UnknownRecordError:
                continue
            found.pop(one["id"], None)
            found[one["id"]] = now | {"seen": one["hash"], "turn": turn}
    return list(found.values())


def _stories_at_hand(session: Session, context: Context, shown: Sequence[Json]) -> bool:
    """Whether the last thing done here was work on a story set: then "undo" means the last edit of it, and its tool takes it back."""
    turns = session.execute(
        select(Turn.id, Turn.tools, Turn.proposals)
        .where(Turn.thread_id == context.thread_id, Turn.id != context.turn_id)
        .order_by(Turn.number.desc())
    )
    last = next((turn for turn in turns if turn.tools or turn.proposals), None)
    if last is None or any(one["turn"] == last.id and one["state"] == "applied" for one in shown):
        return False
    return any(tool["name"] == "draft_user_stories" for tool in last.tools)


def _just_shown(context: Context, waiting: Sequence[Json]) -> bool:
    """Whether the answer right before this message showed one of them: only then is a mere "ok" about it."""
    with context.sessions() as session:
        last = session.scalars(
            select(Turn.id)
            .where(Turn.thread_id == context.thread_id, Turn.id != context.turn_id)
            .order_by(Turn.number.desc())
            .limit(1)
        ).first()
    return any(one["turn"] == last for one in waiting)


def _plain(proposal: Json) -> Json:
    return {name: value for name, value in proposal.items() if name not in ("seen", "turn")}


def refreshed(session: Session, access: Access, proposals: Sequence[Json]) -> list[Json]:
    """Stored views as they stand now; what the reader may no longer see is left out."""
    fresh = []
    for one in proposals:
        try:
            fresh.append(view(finding.find(session, access, one["id"])))
        except UnknownRecordError:
            continue
    return fresh
