"""`leadline report PROJECT`: the status report as a file."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from leadline.api.cli.wired import leadline
from leadline.projects.access import LOCAL_USER


def report(
    project: Annotated[str, typer.Argument(help="name or key")],
    audience: Annotated[
        Literal["executive", "steering", "team", "client", "technical"], typer.Option(help="who reads it")
    ] = "steering",
    format: Annotated[Literal["md", "html", "docx", "pptx", "pdf", "xlsx"], typer.Option()] = "md",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="default: named after the report")] = None,
    since: Annotated[str | None, typer.Option(help="first day, 2026-11-01; default: the last 7 days")] = None,
    until: Annotated[str | None, typer.Option(help="last day; default: today")] = None,
) -> None:
    """Draft the status report of a project and write it as a file, with a source behind every figure."""
    from leadline.api.cli.screen import console, error_console
    from leadline.api.report_drafts import draft
    from leadline.tools.report.document import document
    from leadline.tools.report.exports import FORMATS, file_name

    kind = FORMATS[format]
    with leadline() as wired:
        args = {"project": project, "audience": audience, "since": since, "until": until}
        drafted = draft(wired.context(LOCAL_USER), args)
    if drafted.content is None:
        said = " ".join(sentence.text for sentence in drafted.answer.sentences)
        error_console.print(f"[bold red]Nothing was written.[/] {said}")
        raise typer.Exit(1)
    made = document(drafted.content)
    path = output or Path(file_name(made.title, kind))
    try:
        path.write_bytes(kind.write(made))
    except OSError as error:
        error_console.print(f"[bold red]Nothing was written.[/] {error}")
        raise typer.Exit(1) from None
    console.print(f"Wrote {path}: {drafted.title}, for: {drafted.audience}, {len(made.notes)} sources.")
