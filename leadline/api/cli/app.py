"""The commands, one a file, and the one place where an error becomes a sentence and an exit code."""

import sys

import typer

from leadline.api.cli import (
    ask,
    audit,
    chat,
    data,
    documents,
    export,
    mcp,
    proposals,
    report,
    risks,
    serve,
    serve_all,
    users,
)
from leadline.api.cli.screen import error_console
from leadline.api.cli.trust import trust_check
from leadline.api.settings import SettingsError
from leadline.storage.migrate import DatabaseTooNewError

app = typer.Typer(
    help="Ask about your projects in plain words; every figure is computed, sourced and checked.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command()(serve.serve)
app.command("serve-all")(serve_all.serve_all)
app.command()(ask.ask)
app.command()(chat.chat)
app.command()(documents.ingest)
app.command("correct")(documents.correct)
app.add_typer(proposals.proposals, name="proposals")
app.add_typer(audit.audit, name="audit")
app.command()(report.report)
app.add_typer(risks.risks, name="risks")
app.command()(data.sample)
app.command()(data.migrate)
app.command()(data.doctor)
app.command()(mcp.mcp)
app.command("trust-check")(trust_check)
app.add_typer(users.users, name="users")
app.add_typer(export.app, name="export")


def main() -> None:
    """Exit code 0 = done, 1 = it could not be done (said why), 2 = the command was used wrongly, 130 = interrupted."""
    try:
        app()
    except (SettingsError, DatabaseTooNewError) as error:
        error_console.print(f"[bold red]Leadline cannot start.[/] {error}", highlight=False)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
