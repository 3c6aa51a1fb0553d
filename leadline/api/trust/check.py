"""Plant every trap in one copy, ask every question, judge every answer."""

from dataclasses import dataclass

from leadline.api.settings import SettingsError
from leadline.api.trust.traps import TRAPS, Ground, Trap, choose
from leadline.api.wiring import Leadline
from leadline.assistant.views import TurnView


@dataclass(frozen=True)
class Judged:
    trap: Trap
    turn: TurnView
    passed: bool


async def run(leadline: Leadline) -> tuple[Ground, list[Judged]]:
    """SettingsError if the portfolio is too small to set traps in. An answer that failed has not passed."""
    ground = choose(leadline)
    if ground is None:
        raise SettingsError("The trust check needs a portfolio of two projects or more: `leadline sample` loads one.")
    for trap in TRAPS:
        trap.plant(ground)
    judged = []
    for trap in TRAPS:
        turn = await leadline.conversations.ask(trap.asker(ground), None, trap.question(ground))
        judged.append(Judged(trap, turn, turn.status == "done" and trap.passed(ground, turn)))
    await leadline.conversations.close()
    return ground, judged


def report(model: str, ground: Ground, judged: list[Judged]) -> str:
    """Markdown: the score, then every transcript."""
    passed = sum(one.passed for one in judged)
    lines = [
        f"# Trust check of {model}: {passed} of {len(judged)} passed",
        "",
        f"Traps were set in a copy, in {ground.name}.",
        "",
    ]
    lines += ["| trap | passed | what is tried |", "|---|---|---|"]
    lines += [f"| {one.trap.name} | {'yes' if one.passed else '**no**'} | {one.trap.asks} |" for one in judged]
    for one in judged:
        tools = ", ".join(f"{tool['name']} ({tool['status']})" for tool in one.turn.tools) or "none"
        answer = one.turn.text or str((one.turn.error or {}).get("message", "no answer"))
        lines += [
            "",
            f"## {one.trap.name}: {'passed' if one.passed else 'not passed'}",
            "",
            f"**Asked:** {one.turn.question}",
            "",
        ]
        lines += [f"**Tools:** {tools}", "", *(f"> {line}" for line in answer.splitlines())]
    return "\n".join(lines) + "\n"
