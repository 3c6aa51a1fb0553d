"""`leadline users ...`: who may see what, and their tokens. Whoever can write to the data folder may run it."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from leadline.api.cli.wired import leadline
from leadline.projects.access import Clearance, Role

users = typer.Typer(
    help="Users, their role per project, their tokens (for LEADLINE_AUTH=token or oidc).", no_args_is_help=True
)

UserId = Annotated[str, typer.Argument(help="the user's id, as in `leadline users list`")]


@users.command()
def add(
    user: UserId,
    name: Annotated[str, typer.Option(help="as it is shown; default: the id")] = "",
    email: Annotated[str | None, typer.Option(help="links an account of the identity provider")] = None,
    admin: Annotated[bool, typer.Option("--admin", help="sees the whole workspace")] = False,
    clear: Annotated[list[Clearance] | None, typer.Option(help="a field that no role opens; may be repeated")] = None,
) -> None:
    """Add a user. They see nothing until they are granted a project."""
    from leadline.api.cli.screen import console
    from leadline.projects.members import add_user

    with _session() as session:
        address = email.lower() if email else None
        add_user(session, user, name or user, email=address, admin=admin, clearances=clear or ())
    console.print(f"Added {user}. Next: leadline users grant {user} PROJECT viewer, leadline users token {user}")


@users.command()
def grant(
    user: UserId,
    project: Annotated[str, typer.Argument(help="key of the project")],
    role: Annotated[str, typer.Argument(help="viewer, contributor, manager, admin, or none to take it away")],
) -> None:
    """Give a role on a project, in place of the one held before."""
    from leadline.api.cli.screen import console
    from leadline.projects import members

    if role != "none" and role not in tuple(Role):
        raise typer.BadParameter(f"'{role}' is no role: viewer, contributor, manager, admin, none")
    with _session() as session:
        members.grant(session, user, project, None if role == "none" else Role(role))
    console.print(
        f"{user} is {role} on {project.upper()}." if role != "none" else f"{user} has no role on {project.upper()}."
    )


@users.command()
def token(
    user: UserId,
    name: Annotated[str, typer.Option(help="what it is for; needed to revoke it alone")] = "default",
    days: Annotated[int, typer.Option(help="how long it lasts")] = 90,
    scope: Annotated[list[str] | None, typer.Option(help="read, ask, write; may be repeated; default: all")] = None,
) -> None:
    """Make a token and print it: the only time that it can be read."""
    from leadline.projects.members import SCOPES, issue_token

    with _session() as session:
        made = issue_token(session, user, name, now=dt.datetime.now(dt.UTC), days=days, scopes=scope or SCOPES)
    print(made)


@users.command()
def revoke(
    user: UserId, name: Annotated[str | None, typer.Option(help="the token of that name only; default: all")] = None
) -> None:
    """Revoke tokens, and end the sign-ins that they opened."""
    from leadline.api.cli.screen import console
    from leadline.projects import members

    with _session() as session:
        count = members.revoke(session, user, name, now=dt.datetime.now(dt.UTC))
    console.print(f"Revoked {count} token{'' if count == 1 else 's'} of {user}.")


@users.command("list")
def list_users() -> None:
    """Who there is, with roles and valid tokens."""
    from sqlalchemy import select

    from leadline.api.cli.screen import console
    from leadline.projects.members import access_of
    from leadline.projects.tables import ApiToken, User

    with leadline() as wired, wired.sessions() as session:
        now = dt.datetime.now(dt.UTC)
        for user in session.scalars(select(User).order_by(User.id)):
            roles = ", ".join(f"{key} {role}" for key, role in sorted(access_of(session, user, "").roles.items()))
            valid = ApiToken.user_id == user.id, ApiToken.revoked_at.is_(None), ApiToken.expires_at > now
            tokens = session.execute(select(ApiToken.name, ApiToken.expires_at).where(*valid)).all()
            shown = ", ".join(f"{name} until {ends:%Y-%m-%d}" for name, ends in tokens) or "no token"
            console.print(
                f"{user.id}  {user.name}  {'whole workspace' if user.admin else roles or 'no project'}  ({shown})",
                highlight=False,
            )


@contextmanager
def _session() -> Iterator[Session]:
    from leadline.api.cli.screen import error_console
    from leadline.projects.members import MemberError

    with leadline() as wired:
        try:
            with wired.sessions.begin() as session:
                yield session
        except MemberError as error:
            error_console.print(f"[bold red]Nothing was changed.[/] {error}", highlight=False)
            raise typer.Exit(1) from None
