"""Why a task lies where it lies: the chain of what drives it, nearest first."""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from leadline.projects.calculations.critical_path import Schedule, ScheduledTask
from leadline.projects.calculations.why import WhyStep, why
from leadline.projects.standing import Standing
from leadline.tools.answer import Sentence
from leadline.tools.facts import FactBook
from leadline.tools.phrasing import count, day

_STEPS = 6  # of the chain told in words; the Gantt shows all of it


@dataclass(frozen=True, slots=True)
class Explained:
    """Sentences, and the keys of the chain for the picture; no keys if the task was not found."""

    sentences: list[Sentence]
    keys: list[str]
    status: str = "ok"
    choices: tuple[str, ...] = ()


def why_story(book: FactBook, standing: Standing, wanted: str) -> Explained:
    """Explain the date of the task whose key or title is `wanted`."""
    computed = standing.schedule
    assert computed is not None, "asked only for a project with a schedule"
    fitting = _find(computed, wanted)
    if len(fitting) != 1:
        status = "ask" if fitting else "not_found"
        choices = tuple(f"{task.key} {task.name}" for task in fitting[:4])
        return Explained([_unclear(standing, wanted, fitting)], [], status, choices)
    task = fitting[0]
    steps = why(computed, task.key)
    name = standing.file.project.name
    said = [Sentence(text=_headline(book, name, task), part="headline")]
    lines = [f"- {_dated(book, computed, name, step)}" for step in steps[:_STEPS]]
    said.append(Sentence(text="\n".join(lines)))
    if len(steps) > _STEPS:
        rest = book.number(f"{name}: further steps of the chain", len(steps) - _STEPS, "count")
        said.append(Sentence(text=f"The chain has {rest} more steps; the chart shows all of them.", part="detail"))
    return Explained(said, [step.key for step in steps])


def _find(computed: Schedule, wanted: str) -> list[ScheduledTask]:
    if wanted in computed:
        return [computed[wanted]]
    words = re.findall(r"\w+", wanted.casefold())
    within = [task for task in computed.tasks if words and all(word in task.name.casefold() for word in words)]
    if len(within) > 1:  # a question about a date means the milestone rather than the work before it
        within = [task for task in within if task.milestone] or within
    if within:
        return within
    near = [(fuzz.WRatio(wanted.casefold(), task.name.casefold()), task) for task in computed.tasks]
    return [task for score, task in sorted(near, key=lambda pair: -pair[0])[:1] if score >= 80]


def _headline(book: FactBook, name: str, task: ScheduledTask) -> str:
    key, title = book.key(f"{name} {task.key}: task", task.key), book.name(f"{name} {task.key}: title", task.name)
    finish = book.date(f"{name} {task.key}: finish", task.finish)
    start = book.date(f"{name} {task.key}: start", task.start)
    when = finish if task.milestone else f"{start} to {finish}"
    text = f"**{title} ({key}) {'was done' if task.finished else 'is scheduled for'} {when}.**"
    if task.finished:
        return text
    if task.critical:
        return f"{text} It is on the critical path: every day lost here moves the finish."
    return f"{text} It has {book.working_days(f'{name} {task.key}: total float', round(task.total_float, 1))} of float."


def _dated(book: FactBook, computed: Schedule, name: str, step: WhyStep) -> str:
    """The step with its ISO dates written as people do, each date a fact; a milestone falls on a day rather than starts."""
    text = step.text
    keys = [step.key, *([step.predecessor] if step.predecessor else [])]
    for key in keys:
        task = computed[key]
        book.name(f"{name} {key}: title", task.name)
        for label, date in (("start", task.start), ("finish", task.finish)):
            if date.isoformat() in text:
                text = text.replace(date.isoformat(), book.date(f"{name} {key}: {label}", date))
    if computed[step.key].milestone:
        text = text.replace(f"{step.name} starts ", f"{step.name} falls on ", 1)
    return f"{text}."


def _unclear(standing: Standing, wanted: str, fitting: list[ScheduledTask]) -> Sentence:
    if fitting:
        listed = "; ".join(f"{task.key} {task.name} ({day(task.finish)})" for task in fitting[:4])
        return Sentence(text=f"“{wanted}” fits {count(len(fitting), 'task')}: {listed}. Which one?", part="question")
    return Sentence(
        text=f"No scheduled task of {standing.file.project.name} is called “{wanted}”. Give its key or a word of its title.",
        part="headline",
    )
