"""Is a stored answer still true? Its claims against the same questions asked again today."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from langchain_core.tools import BaseTool

from leadline.assistant.views import TurnView
from leadline.tools.answer import Citation, Fact
from leadline.tools.context import Context
from leadline.tools.recheck import Recheck, recheck_facts, reread_citations, stamp

Json = dict[str, Any]
NO_FACT = Recheck("cannot_be_checked", reason="No fact stood behind this when it was answered.")


def verify_turn(turn: TurnView, context: Context, tools: Sequence[BaseTool]) -> Json:
    """Outcome per claim, and per quoted passage: see `verify_claims`."""
    return {"turn_id": turn.message_id} | verify_claims(turn.claims, turn.facts, turn.citations, context, tools)


def verify_claims(
    claims: Sequence[Json],
    facts: Sequence[Json],
    citations: Sequence[Json],
    context: Context,
    tools: Sequence[BaseTool],
) -> Json:
    """`{checked_at, as_of, counts, claims: [{text, start, end, fact_id, label, outcome, old, new, unit, reason}], citations}`.

    `outcome`: holds, changed (old -> new), cannot_be_checked (with the reason). Facts are asked again as the one who asks now.
    """
    known = {one["id"]: Fact.model_validate(one) for one in facts}
    used = {claim["fact_id"] for claim in claims}
    checks = recheck_facts([fact for id_, fact in known.items() if id_ in used], context, tools)
    told = [_claim(claim, known.get(claim["fact_id"]), checks) for claim in claims]
    quoted = [Citation.model_validate(one) for one in citations]
    read = [
        {
            "n": one.n,
            "title": one.title,
            "outcome": check.outcome,
            "old": one.quote,
            "new": check.new,
            "reason": check.reason,
        }
        for one, check in zip(quoted, reread_citations(quoted, context), strict=True)
    ]
    counts = Counter(str(one["outcome"]) for one in (*told, *read))
    return {
        "checked_at": stamp(),
        "as_of": context.today.isoformat(),
        "counts": {name: counts[name] for name in ("holds", "changed", "cannot_be_checked")},
        "claims": told,
        "citations": read,
        "total": len(told),
    }


def _claim(claim: Json, fact: Fact | None, checks: Mapping[str, Recheck]) -> Json:
    check = checks[fact.id] if fact else NO_FACT
    return {
        **{name: claim[name] for name in ("text", "start", "end", "fact_id")},
        "label": fact.label if fact else None,
        "unit": fact.unit if fact else None,
        "outcome": check.outcome,
        "old": check.old,
        "new": check.new,
        "reason": check.reason,
    }
