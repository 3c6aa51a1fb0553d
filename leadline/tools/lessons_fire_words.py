"""A lesson about to be repeated, in sentences: what shows it, what happened then, with the document's words, and the base rate."""

from collections.abc import Sequence

from rapidfuzz import fuzz
from sqlalchemy.orm import Session

from leadline.knowledge.library import Library
from leadline.knowledge.results import PassageText
from leadline.knowledge.scope import Scope
from leadline.knowledge.sentences import sentences
from leadline.projects.queries.projects import load_projects
from leadline.projects.queries.registers import ActionRecord
from leadline.projects.queries.relations import ContractRecord, LessonRecord, load_lessons
from leadline.projects.queries.standing import load_project_files
from leadline.projects.standing import Standing, stand
from leadline.tools.context import Context
from leadline.tools.facts import FactBook
from leadline.tools.knowledge_cite import Book as Quotes
from leadline.tools.knowledge_cite import shown, where
from leadline.tools.lessons_fire import BaseRate, Warned, lessons_that_fire

KINDS = ("post_mortem", "retrospective", "report")
SAME_STORY = 55  # token-set similarity in percent from which a sentence of the document tells what the lesson says
SIGNS_SAID = 2


def load_warnings(
    session: Session,
    context: Context,
    standing: Standing,
    contracts: Sequence[ContractRecord],
    actions: Sequence[ActionRecord],
) -> tuple[Warned, ...]:
    """The lessons that fire on a project, with the base rate; finished projects are read only where one fires."""
    lessons = load_lessons(session, context.access)
    fired = lessons_that_fire(standing, lessons, contracts=contracts, actions=actions)
    if not fired:
        return ()
    closed = [one.key for one in load_projects(session, context.access) if one.closed]
    finished = [stand(one, context.today) for one in load_project_files(session, context.access, context.today, closed)]
    return lessons_that_fire(standing, lessons, finished=finished, contracts=contracts, actions=actions)


def warning_told(book: FactBook, quotes: Quotes, standing: Standing, one: Warned, context: Context) -> str:
    """ "A lesson is about to be repeated: ..."; the facts are kept in both books."""
    name = standing.file.project.name
    shown_by = "; ".join(
        f"{sign.kind} {book.key(f'{name}: sign of a lesson', sign.key)} “{book.name(f'{name} {sign.key}: words', sign.text)}”"
        for sign in one.signs[:SIGNS_SAID]
    )
    lesson = book.key("Lesson about to be repeated", f"{one.lesson.project} {one.lesson.key}")
    told = f"A lesson is about to be repeated ({lesson}): {one.condition.says} ({shown_by})."
    found = evidence(context.library, Scope(context.access.project_keys), one.lesson)
    if found is not None:
        passage, quote = found
        told += f" Then: {shown(quote, passage.text)} {quotes.cite(passage, quote)}, {where(passage, section=False)}."
    else:
        told += f" Then: {book.name(f'{lesson}: what happened', one.lesson.event.rstrip('.'))}."
    advice = book.name(f"{lesson}: recommendation", one.lesson.recommendation.rstrip("."))
    return f"{told} Recommended: {advice}. {rate_told(book, one.rate, one.finished)}"


def rate_told(book: FactBook, rate: BaseRate | None, finished: int) -> str:
    """The base rate with its n, or why there is none."""
    if rate is None:
        return f"No base rate: {book.count('Finished projects to compare with', finished, 'finished project')} can be compared."
    which = "finished projects with such work" if rate.similar else "finished projects here"
    late = book.number(f"Late among {which}", rate.late)
    count = book.number(f"Number of {which}", rate.n)
    days = book.working_days(f"Median slip of {which}", rate.median_days)
    sign = "+" if rate.median_days > 0 else "-" if rate.median_days < 0 else ""
    return f"Base rate: {late} of {count} {which} ended late, median {sign}{days}."


def evidence(library: Library, scope: Scope, lesson: LessonRecord) -> tuple[PassageText, str] | None:
    """The sentence of the project's own documents that tells what the lesson says; None if no document does."""
    best: tuple[float, PassageText, str] | None = None
    for kind in KINDS:
        for document in library.documents(scope, kind=kind, project_key=lesson.project).items:
            for passage in library.passages(scope, document.id):
                for sentence in sentences(passage.text):
                    alike = fuzz.token_set_ratio(sentence.casefold(), lesson.event.casefold())
                    if not sentence.startswith("|") and alike >= SAME_STORY and (best is None or alike > best[0]):
                        best = (alike, passage, sentence)
    return best[1:] if best else None
