"""`leadline trust-check`: does the configured model fall into traps? Tried on a copy of your own portfolio."""

import asyncio
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from leadline.api import logs
from leadline.api.settings import read_settings


def trust_check(
    output: Annotated[Path | None, typer.Option(help="write the report with all transcripts to this file")] = None,
) -> None:
    """Set traps in a copy of the portfolio and score the configured model. Exit code 1 if any was not passed."""
    from leadline.api.cli.screen import console
    from leadline.api.trust.check import report, run
    from leadline.api.trust.copy import copied

    settings = read_settings()
    logs.to_file(settings.home)
    with tempfile.TemporaryDirectory() as folder, copied(settings, Path(folder)) as wired:
        ground, judged = asyncio.run(run(wired))
    text = report(settings.model, ground, judged)
    if output is None:
        console.print(text, markup=False, highlight=False)
    else:
        output.write_text(text, encoding="utf-8")
        for one in judged:
            console.print(f"{'passed    ' if one.passed else 'NOT PASSED'}  {one.trap.name}")
        console.print(f"{sum(one.passed for one in judged)} of {len(judged)} passed; the transcripts are in {output}")
    if not all(one.passed for one in judged):
        raise typer.Exit(1)
