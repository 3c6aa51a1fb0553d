"""`leadline export ...`: what is kept, as files."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from leadline.api.cli.wired import leadline
from leadline.projects.access import LOCAL_USER

app = typer.Typer(help="Write what is kept into files.", no_args_is_help=True)


@app.callback()
def export() -> None:
    """Write what is kept into files."""


@app.command("story-set")
def story_set(
    set_id: Annotated[str, typer.Argument(help="id of the set, as the card and GET /api/story-sets show it")],
    format: Annotated[
        Literal["md", "gherkin", "jira", "xlsx", "docx"], typer.Option(help="jira: a CSV for Jira's importer")
    ] = "md",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="default: named after the set")] = None,
    version: Annotated[int | None, typer.Option(min=1, help="default: the newest")] = None,
) -> None:
    """Write a story set as Markdown, Gherkin, Jira CSV, XLSX or DOCX."""
    from leadline.api.cli.screen import console, error_console
    from leadline.projects.story_sets import StorySetError, load_set
    from leadline.tools.stories.exports import FORMATS, file_name
    from leadline.tools.story_sets import restored

    kind = FORMATS[format]
    try:
        with leadline() as wired, wired.sessions() as session:
            stored = load_set(session, LOCAL_USER, set_id, version)
        path = output or Path(file_name(stored.title, stored.version, kind))
        path.write_bytes(kind.write(restored(stored)))
    except StorySetError as error:
        error_console.print(f"[bold red]Nothing was written.[/] {error.message} {error.hint}")
        raise typer.Exit(1) from None
    except OSError as error:
        error_console.print(f"[bold red]Nothing was written.[/] {error}")
        raise typer.Exit(1) from None
    console.print(f"Wrote {path}: {stored.title}, version {stored.version}.")
