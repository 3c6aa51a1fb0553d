"""A closed project as sentences: outcome against baseline, since it has no health any more."""

from leadline.projects.standing import Standing
from leadline.tools.answer import Sentence
from leadline.tools.facts import FactBook
from leadline.tools.phrasing import capital, listing


def closed_story(book: FactBook, standing: Standing) -> list[Sentence]:
    """Outcome against baseline: a closed project has no health any more."""
    project = standing.file.project
    name, slip, over = project.name, standing.finish_slip, standing.overrun
    closed = book.date(f"{name}: actual finish", project.actual_finish)
    outcome = []
    if slip is not None:
        days = book.working_days(f"{name}: finish slip against baseline", slip)
        outcome.append("on its baseline date" if slip == 0 else f"{days} {'late' if slip > 0 else 'early'}")
    if over is not None:
        share = book.percent(f"{name}: final cost {'over' if over > 0 else 'under'} budget", abs(100 * over))
        on_budget = abs(over) < 0.005
        outcome.append("on budget" if on_budget else f"{share} {'over' if over > 0 else 'under'} budget")
    tail = f", {listing(outcome)}" if outcome else ""
    said = [Sentence(text=f"**{name} is closed: it finished on {closed}{tail}.**", part="headline")]
    if standing.actual_cents is not None and standing.bac_cents is not None:
        final = book.money(f"{name}: final cost", standing.actual_cents, project.currency)
        bac = book.money(f"{name}: budget at completion (BAC)", standing.bac_cents, project.currency)
        said.append(Sentence(text=f"Final cost was {final} against a budget of {bac}."))
    late = [one for one in standing.milestones if (one.slip or 0) > 0]
    if standing.milestones:
        how_many = book.number(f"{name}: milestones reached late", len(late), "count") if late else "none"
        of = book.number(f"{name}: milestones", len(standing.milestones), "count")
        said.append(Sentence(text=f"Of its {of} milestones, {how_many} {_was(max(1, len(late)))} reached late."))
    occurred = [risk for risk in standing.file.risks if risk.status == "occurred"]
    if occurred:
        titles = listing([f"“{book.name(f'{name} {risk.key}: title', risk.title)}”" for risk in occurred[:3]])
        count = book.count(f"{name}: risks that came true", len(occurred), "risk")
        said.append(Sentence(text=f"{capital(count)} came true: {titles}.", part="detail"))
    said += [Sentence(text=text, part="next") for text in (f"What did we learn from {name}?", f"Budget of {name}")]
    return said


def _was(how_many: int) -> str:
    return "was" if how_many == 1 else "were"
