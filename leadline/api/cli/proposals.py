"""`leadline proposals`: what waits for a person, and the decision about it."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from leadline.api.cli.wired import leadline

if TYPE_CHECKING:
    from leadline.projects.proposals.decisions import Verdict

proposals = typer.Typer(
    help="Changes that wait for a decision: list, show, approve, reject, undo.", no_args_is_help=False
)

Id = Annotated[str, typer.Argument(help="id of the proposal, or the first characters of it")]
Seen = Annotated[str, typer.Option("--hash", help="the hash you saw (or its first 8 characters)")]


@proposals.callback(invoke_without_command=True)
def _default(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        list_()


@proposals.command("list")
def list_(
    state: Annotated[list[str] | None, typer.Option(help="pending, applied, rejected, expired, stale, undone")] = None,
    every: Annotated[bool, typer.Option("--all", help="in every state")] = False,
) -> None:
    """The pending ones, newest first."""
    from rich.table import Table

    from leadline.api.cli.screen import console, error_console
    from leadline.projects.access import LOCAL_USER
    from leadline.projects.proposals import finding

    unknown = [one for one in state or () if one not in finding.STATES]
    if unknown:
        error_console.print(f"There is no state “{unknown[0]}”; there are {', '.join(finding.STATES)}.")
        raise typer.Exit(2)
    wanted = () if every else tuple(state or ("pending",))
    with leadline() as wired, wired.sessions() as session:
        found, total = finding.list_proposals(session, LOCAL_USER, states=wanted)
        if not found:
            console.print("No proposal is waiting." if wanted == ("pending",) else "There are no such proposals.")
            return
        table = Table("id", "state", "what", "by", "expires", box=None)
        for one in found:
            table.add_row(one.id[:8], one.state, one.title, one.proposed_by_name, f"{one.expires_at:%Y-%m-%d}")
        console.print(table)
        if total > len(found):
            console.print(f"{len(found)} of {total} shown.")


@proposals.command()
def show(proposal: Id) -> None:
    """Before, after and what follows."""
    from leadline.api.cli.screen import console
    from leadline.projects.proposals.views import view

    with leadline() as wired:
        console.print(told(view(_found(wired, proposal))), markup=False, highlight=False)


@proposals.command()
def approve(
    proposal: Id,
    hash_: Seen = "",
    only: Annotated[str, typer.Option(help="numbers of the accepted changes, like 1,3; default: all")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="do not ask; needs --hash")] = False,
) -> None:
    """Apply it once. Shows it and asks, unless --yes --hash say that you have seen it."""
    if only and not all(part.strip().isdigit() for part in only.split(",")):
        raise typer.BadParameter("give numbers separated by commas, like 1,3", param_hint="--only")
    _decide("approve", proposal, hash_, yes, [int(part) for part in only.split(",")] if only else None)


@proposals.command()
def reject(proposal: Id, hash_: Seen = "", yes: Annotated[bool, typer.Option("--yes")] = False) -> None:
    """Put it aside for good."""
    _decide("reject", proposal, hash_, yes)


@proposals.command()
def undo(proposal: Id, hash_: Seen = "", yes: Annotated[bool, typer.Option("--yes")] = False) -> None:
    """Bring all its records back to how they were; refused when others changed them meanwhile."""
    _decide("undo", proposal, hash_, yes)


def _decide(verdict: "Verdict", identity: str, seen: str, yes: bool, only: list[int] | None = None) -> None:
    from leadline.api.cli.screen import console, error_console
    from leadline.projects.access import LOCAL_USER
    from leadline.projects.proposals.audit import Actor
    from leadline.projects.proposals.decisions import Decision
    from leadline.projects.proposals.errors import ProposalError
    from leadline.projects.proposals.views import view

    with leadline() as wired:
        shown = view(_found(wired, identity))
        if yes and not seen:
            error_console.print("--yes needs --hash: the hash of the proposal that you looked at.")
            raise typer.Exit(2)
        if seen and not (len(seen) >= 8 and shown["hash"].startswith(seen)):
            error_console.print("The proposal has another hash now. Look at it again with `leadline proposals show`.")
            raise typer.Exit(1)
        if not yes:
            console.print(told(shown), markup=False, highlight=False)
            if not typer.confirm(f"{verdict.capitalize()} this?", default=False):
                console.print("Nothing was changed.")
                return
        try:
            decision = Decision(verdict, shown["id"], shown["hash"], only=only)
            answer = wired.decisions.decide(Actor(LOCAL_USER, "cli"), decision)
        except ProposalError as error:
            error_console.print(f"{error.message} {error.hint}".strip(), markup=False)
            raise typer.Exit(1) from None
        (console if answer.done else error_console).print(answer.message, markup=False, highlight=False)
        if not answer.done:
            raise typer.Exit(1)


def _found(wired: Any, start: str) -> Any:
    from leadline.api.cli.screen import error_console
    from leadline.projects.access import LOCAL_USER
    from leadline.projects.proposals import finding

    with wired.sessions() as session:
        fitting = finding.starting_with(session, LOCAL_USER, start)
    if len(fitting) != 1:
        what = f"{len(fitting)} proposals begin" if fitting else "No proposal begins"
        error_console.print(f"{what} with “{start}”. See `leadline proposals list --all`.", markup=False)
        raise typer.Exit(1)
    return fitting[0]


def told(shown: dict[str, Any]) -> str:
    """A proposal as plain text."""
    lines = [f"{shown['title']}  ({shown['state']})", f"id {shown['id']}  hash {shown['hash'][:12]}"]
    if shown["reason"]:
        lines.append(f"reason: {shown['reason']}")
    for one in shown["operations"]:
        decision = f"  [{one['decision']}]" if one["decision"] else ""
        lines.append(
            f"\n{one['number']}. {one['op']} {one['record'].replace('_', ' ')} {one['key']} {one['title']}{decision}"
        )
        names = list(dict.fromkeys([*one["before"], *one["after"]]))
        lines += [
            f"     {one['labels'][name]}: {_value(one['before'].get(name))} -> {_value(one['after'].get(name))}"
            for name in names
        ]
    if shown["consequences"]:
        lines += ["\nWhat follows", *(f"  - {one['text']}" for one in shown["consequences"])]
    if shown["duplicates"]:
        lines += ["\nMaybe there already", *(f"  - {one['key']} {one['title']}" for one in shown["duplicates"])]
    if shown["derived_from"]:
        lines += ["\nDerived from", *(f"  - {one['title']}: “{one['quote']}”" for one in shown["derived_from"])]
    return "\n".join(lines)


def _value(value: Any) -> str:
    return "–" if value is None else str(value)
