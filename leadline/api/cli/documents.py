"""`leadline ingest`: documents into the library."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from leadline.api.cli.wired import leadline


def ingest(
    paths: Annotated[
        list[Path], typer.Argument(help="files or folders: Markdown, text, DOCX, PPTX, XLSX, PDF, HTML, e-mail")
    ],
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


def correct(
    document: Annotated[str, typer.Argument(help="id of the document, as citations and `/api/documents` give it")],
    kind: Annotated[str | None, typer.Option(help="charter, post_mortem, retrospective, minutes, ...")] = None,
    project: Annotated[str | None, typer.Option(help='key of its project; "" = the whole organisation')] = None,
    title: Annotated[str | None, typer.Option(help="its title")] = None,
    date: Annotated[dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="the day it speaks of")] = None,
    version: Annotated[int | None, typer.Option(min=1, help="its version")] = None,
    language: Annotated[str | None, typer.Option(help="two letters: en, de, fr, ...")] = None,
    replaces: Annotated[str | None, typer.Option(help="id of the older document that it replaces")] = None,
) -> None:
    """Correct what was guessed about a document. The one that it replaces stays citable."""
    from leadline.api.cli.screen import console, error_console
    from leadline.knowledge.converted import RefusedError
    from leadline.knowledge.correcting import Correction
    from leadline.knowledge.kinds import KINDS, kind_named
    from leadline.knowledge.scope import EVERYTHING

    named = kind_named(kind) if kind else None
    if kind and named is None:
        error_console.print(f"[red]“{kind}” is not a kind of document.[/] Kinds are {', '.join(KINDS)}.")
        raise typer.Exit(2)
    day = date.date() if date else None
    correction = Correction(project, named, title, day, version, language, replaces)
    with leadline() as wired:
        try:
            found = wired.library.correct(EVERYTHING, document, correction)
        except RefusedError as refusal:
            error_console.print(f"[red]{document} {refusal}.[/]")
            raise typer.Exit(1) from refusal
    if found is None:
        error_console.print(f"[red]There is no document {document}.[/]")
        raise typer.Exit(1)
    owner = found.project_key or "the organisation"
    day_said = found.date.isoformat() if found.date else "not provided"
    console.print(f"{found.title}: {found.kind} of {owner}, date {day_said}, version {found.version}, {found.language}")
