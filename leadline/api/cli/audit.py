"""`leadline audit`: check the chain of changes, and take it out."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from leadline.api.cli.wired import leadline

audit = typer.Typer(help="The record of all changes: verify its chain, export it.", no_args_is_help=True)


@audit.command()
def verify() -> None:
    """Recompute every hash; names the first row that does not fit (exit code 1)."""
    from leadline.api.cli.screen import console, error_console
    from leadline.projects.proposals import audit as chain

    with leadline() as wired, wired.sessions() as session:
        found = chain.verify(session)
    if found.bad is not None:
        error_console.print(f"The audit is not intact: {found.why}.", markup=False)
        raise typer.Exit(1)
    console.print(f"The audit is intact: {found.rows:,} rows, each fits the one before.")


@audit.command()
def export(
    to: Annotated[Path | None, typer.Option("--to", help="a file; default: the screen")] = None,
) -> None:
    """Every row as one line of JSON, oldest first."""
    import json

    from leadline.projects.proposals import audit as chain

    with leadline() as wired, wired.sessions() as session:
        lines = (json.dumps(chain.exported(entry), ensure_ascii=False) + "\n" for entry in chain.entries(session))
        if to is None:
            sys.stdout.writelines(lines)
        else:
            with to.open("w", encoding="utf-8") as file:
                file.writelines(lines)
