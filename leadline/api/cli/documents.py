"""`leadline ingest`: documents into the library."""

from pathlib import Path
from typing import Annotated

import typer

from leadline.api.cli.wired import leadline


def ingest(
    paths: Annotated[list[Path], typer.Argument(help="files or folders: Markdown, text, DOCX, PDF, HTML, e-mail")],
    project: Annotated[
        str, typer.Option(help="key of the project that they belong to; default: the whole organisation")
    ] = "",
    kind: Annotated[
        str | None, typer.Option(help="charter, post_mortem, retrospective, minutes, ...; default: by content")
    ] = None,
) -> None:
    """Take documents in. The same file again adds nothing; a changed one becomes the new version."""
    from collections import Counter

    from rich.progress import Progress as Bar

    from leadline.api.cli.screen import console, error_console

    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        error_console.print(f"[red]There is no {', '.join(missing)}.[/] Nothing was taken in.")
        raise typer.Exit(1)
    counts: Counter[str] = Counter()
    refused: list[str] = []
    with leadline() as wired, Bar(console=console, transient=True) as bar:
        for path in paths:
            read = bar.add_task(f"Reading {path.name}", total=None)
            embed = bar.add_task("Indexing", total=None, visible=False)
            for step in wired.library.ingest_folder(path, project_key=project, kind=kind):
                task = read if step.stage == "read" else embed
                bar.update(task, completed=step.done, total=step.total, visible=True)
                if step.ingested is not None:
                    counts[step.ingested.status] += 1
                    if step.ingested.status == "refused":
                        refused.append(step.ingested.reason or step.ingested.source_name)
    words = {"added": "added", "superseded": "new versions", "unchanged": "unchanged", "refused": "refused"}
    console.print(", ".join(f"{counts[status]} {word}" for status, word in words.items()))
    for reason in refused:
        error_console.print(f"  refused: {reason}", markup=False)
    if refused and counts.total() == counts["refused"]:
        raise typer.Exit(1)
