"""Where recorded lessons apply now, and where one is already acted on: running projects whose records meet the condition."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from leadline.projects.queries.registers import load_actions
from leadline.projects.queries.relations import LessonRecord, load_contracts, load_lessons
from leadline.projects.queries.standing import load_project_files
from leadline.projects.standing import Standing, stand
from leadline.tools.answer import Sentence
from leadline.tools.context import Context
from leadline.tools.facts import FactBook
from leadline.tools.lessons_fire import Followed, Warned, lessons_followed, lessons_that_fire
from leadline.tools.lessons_fire_words import rate_told

STEM = 6  # letters of a word that count when a lesson is matched to a topic


@dataclass(frozen=True, slots=True)
class Applied:
    """`repeated` and `followed` pair a running project with the lesson; `running` projects were looked at."""

    repeated: tuple[tuple[Standing, Warned], ...]
    followed: tuple[tuple[Standing, Followed], ...]
    running: int


def where_lessons_apply(session: Session, context: Context, topic: str | None, project_key: str | None) -> Applied:
    """Over every running project that the asker sees; narrowed to lessons about the topic, and of or for the project."""
    lessons = load_lessons(session, context.access)
    standings = [stand(file, context.today) for file in load_project_files(session, context.access, context.today)]
    finished = [one for one in standings if one.file.project.closed]
    running = [one for one in standings if not one.file.project.closed]
    actions, contracts = load_actions(session, context.access), load_contracts(session, context.access)
    repeated, followed = [], []
    for one in running:
        key = one.file.project.key
        own = [action for action in actions if action.project == key]
        promised = [contract for contract in contracts if contract.project == key]
        fired = lessons_that_fire(one, lessons, finished=finished, contracts=promised, actions=own)
        repeated += [(one, each) for each in fired if _meant(each.lesson, key, topic, project_key)]
        acted = lessons_followed(one, lessons, own)
        followed += [(one, each) for each in acted if _meant(each.lesson, key, topic, project_key)]
    return Applied(tuple(repeated), tuple(followed), len(running))


def applied_told(book: FactBook, applied: Applied) -> list[Sentence]:
    said = []
    if applied.repeated:
        lines = [f"- {_repeated(book, standing, one)}" for standing, one in applied.repeated]
        said.append(Sentence(text="\n".join(["**Where it applies now:**", "", *lines])))
    if applied.followed:
        lines = [f"- {_followed(book, standing, one)}" for standing, one in applied.followed]
        said.append(Sentence(text="\n".join(["**Already applied:**", "", *lines])))
    if not applied.repeated:
        count = book.count("Running projects checked against recorded lessons", applied.running, "running project")
        said.append(Sentence(text=f"None of the {count} meets a recorded condition of these lessons.", part="gap"))
    return said


def _repeated(book: FactBook, standing: Standing, one: Warned) -> str:
    name = standing.file.project.name
    lesson = book.key("Lesson that applies", f"{one.lesson.project} {one.lesson.key}")
    sign = one.signs[0]
    shown = f"{sign.kind} {book.key(f'{name}: sign of a lesson', sign.key)} “{book.name(f'{name} {sign.key}: words', sign.text)}”"
    return f"**{book.name('Project', name)}** ({lesson}): {one.condition.says}, {shown}. {rate_told(book, one.rate, one.finished)}"


def _followed(book: FactBook, standing: Standing, one: Followed) -> str:
    name = standing.file.project.name
    lesson = book.key("Lesson already applied", f"{one.lesson.project} {one.lesson.key}")
    action = book.key(f"{name}: action from a lesson", one.by.key)
    title = book.name(f"{name} {one.by.key}: title", one.by.text)
    return f"**{book.name('Project', name)}** acts on {lesson} with action {action} “{title}”."


def _meant(lesson: LessonRecord, key: str, topic: str | None, project_key: str | None) -> bool:
    if project_key is not None and project_key not in (lesson.project, key):
        return False
    told = " ".join(
        text
        for text in (lesson.category, lesson.event, lesson.cause, lesson.recommendation, lesson.applies_when)
        if text
    )
    return topic is None or any(stem in told.casefold() for stem in _stems(topic))


def _stems(topic: str) -> Sequence[str]:
    return [word[:STEM] for word in re.findall(r"[a-z]{4,}", topic.casefold())]
