"""One register of a project or of the whole portfolio: risks, issues, decisions, changes, actions and the others."""

import warnings
from dataclasses import dataclass
from typing import Annotated, Any

from langchain.tools import ToolRuntime, tool

from leadline.projects.queries.projects import load_projects
from leadline.projects.resolve import normal_key
from leadline.tools.answer import Sentence, ToolAnswer
from leadline.tools.context import Context
from leadline.tools.entries import Entry, within
from leadline.tools.facts import FactBook
from leadline.tools.phrasing import listing
from leadline.tools.register_cards import heat_map, register_card
from leadline.tools.register_entries import LOADERS
from leadline.tools.register_words import NOUNS, counted, extras, gaps, line, tell
from leadline.tools.which import Meant, not_allowed, which_person, which_project
from leadline.tools.words import fold, one_of

REGISTERS = tuple(LOADERS)
STATUSES = ("open", "closed", "all", "pending", "approved", "rejected", "made", "occurred")
_REGISTER_WORDS = {
    "impediments": "issues",
    "problems": "issues",
    "change_requests": "changes",
    "crs": "changes",
    "action_items": "actions",
    "todos": "actions",
    "contracts": "vendors",
    "suppliers": "vendors",
    "lessons_learned": "lessons",
}
_STATUS_WORDS = {
    "active": "open",
    "needed": "pending",
    "done": "closed",
    "resolved": "closed",
    "any": "all",
    "taken": "made",
}
_ALL = ("all", "portfolio", "everything", "all_projects", "every_project")
_LOGS = ("decisions", "changes", "stakeholders", "vendors", "releases", "lessons")  # read as a whole unless filtered


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters of a question; `word` says them in a headline ("open", "overdue")."""

    register: str
    status: str | None = None
    owner: str | None = None
    overdue: bool = False
    text: str | None = None
    key: str | None = None

    @property
    def active_only(self) -> bool:
        return self.status in ("open", "pending") or (self.status is None and self.register not in _LOGS)

    @property
    def word(self) -> str:
        if self.overdue:
            return "overdue"
        if self.status == "all":
            return ""
        return "pending" if self.status == "pending" else (self.status or ("open" if self.active_only else ""))


def _get_register(
    runtime: ToolRuntime[Context],
    register: Annotated[str, one_of(REGISTERS, optional=False)],
    project: str | None = None,
    status: Annotated[str | None, one_of(STATUSES)] = None,
    owner: str | None = None,
    overdue: bool = False,
    text: str | None = None,
    key: str | None = None,
    limit: int | None = None,
) -> tuple[str, dict[str, Any]]:
    """One register of a project, or of all projects: risks, issues, decisions, changes, actions, assumptions, stakeholders, vendors
    (contracts), releases, lessons.

    Use it for "open risks of Atlas", "pending change requests in Atlas", "overdue action items", "decision log of Atlas",
    "stakeholder list for Atlas", "which contracts end soon?", "what is R-3?". Blocked or assigned work is search_work_items.

    Args:
        register: which register.
        project: name or key of the project as the user said it; "all" for all projects. Leave out for the project in use, or, when
            none is, for all projects.
        status: "open" (still to be dealt with), "closed", "pending" (decisions needed, changes not decided), "approved", "rejected",
            "made", "occurred", "all". Default: open; for logs (decisions, changes, vendors, releases, stakeholders, lessons) all.
        owner: only records of this person.
        overdue: only records past their due date.
        text: words that must occur in the record.
        key: one record, e.g. "R-3" or "CR-2"; gives everything written in it.
        limit: how many rows to list, 1 to 200. Default 50; "top 3 risks" is limit 3.
    """
    answer = register_answer(
        runtime.context, register, project, status=status, owner=owner, overdue=overdue, text=text, key=key, limit=limit
    )
    return answer.text, answer.model_dump(mode="json")


with warnings.catch_warnings():
    # The argument's name is a contract; pydantic only remarks that its base class has a method of that name.
    warnings.filterwarnings("ignore", message='Field name "register"')
    get_register = tool("get_register", response_format="content_and_artifact", parse_docstring=True)(_get_register)
    _ = get_register.tool_call_schema  # built once and kept, so that the remark is not made later


def register_answer(
    context: Context,
    register: str,
    project: str | None = None,
    *,
    status: str | None = None,
    owner: str | None = None,
    overdue: bool = False,
    text: str | None = None,
    key: str | None = None,
    limit: int | None = None,
) -> ToolAnswer:
    """The answer of `get_register`, for other tools and doors."""
    chosen = fold(register, REGISTERS, _REGISTER_WORDS)
    if chosen is None:
        return not_allowed("register", register, list(REGISTERS))
    state = fold(status, STATUSES, _STATUS_WORDS) if status else None
    if status and state is None:
        return not_allowed("status", status, list(STATUSES))
    wide = fold(project, _ALL) is not None if project else context.project is None
    with context.sessions() as session:
        meant = None if wide else which_project(session, context, project)
        if isinstance(meant, ToolAnswer):
            return meant
        person = which_person(session, context, owner) if owner else None
        if isinstance(person, ToolAnswer):
            return person
        projects = load_projects(session, context.access, [meant.key] if meant else None)
        keys = [one.key for one in projects if meant or not one.closed or chosen == "lessons"]
        every = LOADERS[chosen](session, context.access, keys, context.today)
    names = {one.key: one.name for one in projects}
    asked = Asked(chosen, state, person.name if person else None, overdue, text, normal_key(key) if key else None)
    fitting = [one for one in every if _fits(one, asked, context)]
    fitting = within(fitting, text) if text else fitting
    args = {"register": chosen, "project": meant.key if meant else "all", "status": status, "owner": asked.owner}
    rest = {"overdue": overdue, "text": text, "key": key, "limit": limit}
    book = FactBook("get_register", args | rest, context.today)
    if asked.key and fitting:
        return _records(book, fitting, names, context)
    return _list(book, asked, every, fitting, names, meant, context, max(1, min(limit or 50, 200)))


def _fits(one: Entry, asked: Asked, context: Context) -> bool:
    if asked.key:
        return one.key.casefold() == asked.key.casefold()
    if asked.active_only and not one.active:
        return False
    if asked.status == "closed" and one.active:
        return False
    if asked.status in ("approved", "rejected", "made", "occurred"):
        accepted = asked.status == "approved" and one.status == "implemented"
        if one.status != asked.status and not accepted:
            return False
    if asked.owner and one.owner != asked.owner:
        return False
    return not asked.overdue or one.overdue(context.today)


def _list(
    book: FactBook,
    asked: Asked,
    every: list[Entry],
    fitting: list[Entry],
    names: dict[str, str],
    meant: Meant | None,
    context: Context,
    limit: int,
) -> ToolAnswer:
    register, scope = asked.register, meant.name if meant else "Portfolio"
    where = f"on {meant.name}" if meant else f"across {'all' if register == 'lessons' else 'the running'} projects"
    who = f" of {asked.owner}" if asked.owner else ""
    about = f" about “{asked.text}”" if asked.text else ""
    if not fitting:
        noun = f"{asked.word} {NOUNS[register]}".strip()
        looked = book.count(f"{scope}: {register} looked at", len(every), f"{NOUNS[register]} record")
        found = (
            f"**No {noun}{who}{about} {where}.**"
            if not asked.key
            else f"**There is no {NOUNS[register]} {asked.key} {where}.**"
        )
        said = [
            Sentence(text=f"{found} I looked at {looked} of every status.", part="headline"),
            *(meant.said if meant else []),
        ]
        return book.answer(said, total=0, shown=0, status="not_found" if asked.key else "ok", looked_at=[looked])
    more = (
        []
        if asked.overdue
        else list(extras(book, register, fitting, context.today, scope, counts=asked.status is None))
    )
    head = counted(book, register, len(fitting), asked.word, scope)
    said = [Sentence(text=f"**{head}{who}{about} {where}{': ' if more else ''}{listing(more)}.**", part="headline")]
    said += tell(book, fitting, names=names, today=context.today, wide=meant is None, limit=limit)
    said += [Sentence(text=gap, part="gap") for gap in gaps(book, register, fitting, names, context.today)]
    title = f"{register.capitalize()}: {meant.name if meant else 'all projects'}"
    cards = [register_card(register, title, fitting, names=names, wide=meant is None, limit=limit)]
    if register == "risks" and meant:
        open_risks = [one for one in fitting if one.active]
        cards += [heat_map(f"Risk matrix: {meant.name}", open_risks)] if open_risks else []
    said += [*(meant.said if meant else []), *_next(register, fitting, meant)]
    return book.answer(said, cards, total=len(fitting), shown=min(limit, len(fitting)))


def _records(book: FactBook, entries: list[Entry], names: dict[str, str], context: Context) -> ToolAnswer:
    """Everything that is written in one record; the same key may exist in several projects."""
    said = []
    for one in entries:
        status = book.word(f"{names[one.project]} {one.key}: status", one.status)
        head = f"{line(book, one, names, context.today, wide=True)} is {status}."
        said.append(Sentence(text=head, part="headline"))
        story = [book.name(f"{names[one.project]} {one.key}: in the record", text) for text in one.story]
        said += [Sentence(text=" ".join(story))] if story else []
    return book.answer(said, total=len(entries), shown=len(entries))


def _next(register: str, fitting: list[Entry], meant: Meant | None) -> list[Sentence]:
    name = f" of {meant.name}" if meant else ""
    others = {
        "risks": "Open issues",
        "issues": "Open risks",
        "decisions": "Pending change requests",
        "actions": "Decisions needed",
    }
    asks = [f"{others.get(register, 'Open risks')}{name}"]
    if fitting[0].key != fitting[0].title and meant:
        asks.insert(0, f"Tell me more about {fitting[0].key} of {meant.name}")
    asks += [f"How is {meant.name} doing?"] if meant else ["Overview of the portfolio"]
    return [Sentence(text=text, part="next") for text in asks]
