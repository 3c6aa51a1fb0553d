"""`leadline sample`, `migrate`, `doctor`: the data and its health."""

from typing import Annotated

import typer

from leadline.api.cli.wired import leadline
from leadline.api.settings import read_settings


def sample() -> None:
    """Load the sample portfolio. Loading it again changes nothing."""
    from leadline.api.cli.screen import console
    from leadline.projects.sample import load_sample, sample_documents

    with leadline() as wired:
        today = wired.settings.current_date()
        with wired.sessions.begin() as session:
            loaded = load_sample(session, today)
        if not loaded.added:
            console.print("The sample portfolio is already there; nothing changed.")
            return
        console.print("Loaded " + ", ".join(f"{number:,} {what}" for what, number in loaded.counts.items()) + ".")
        count = 0
        for document in sample_documents(today):
            ingested = wired.library.ingest(
                document.name,
                document.data,
                project_key=document.project_key,
                kind=document.kind,
                title=document.title,
                date=document.date,
            )
            count += ingested.status == "added"
        console.print(f"Took in {count} documents.")


def migrate(
    check: Annotated[bool, typer.Option("--check", help="only tell whether tables and migrations agree")] = False,
    write: Annotated[str | None, typer.Option(help="for developers: write a migration with this reason")] = None,
) -> None:
    """Bring the database up to date."""
    import tempfile
    from pathlib import Path

    from leadline.api.cli.screen import console, error_console
    from leadline.api.database import METADATA, open_database
    from leadline.storage import migrate as migrations
    from leadline.storage.engine import create_database_engine

    if not check and write is None:
        open_database(read_settings()).dispose()
        console.print("The database is up to date.")
        return
    with tempfile.TemporaryDirectory() as folder:
        engine = create_database_engine(f"sqlite:///{Path(folder) / 'check.db'}")
        migrations.upgrade(engine, METADATA)
        if write is not None:
            migrations.write_revision(engine, METADATA, write)
        elif drift := migrations.check(engine, METADATA):
            error_console.print("Tables and migrations have drifted apart: " + "; ".join(drift), markup=False)
            raise typer.Exit(1)
        else:
            console.print("Tables and migrations agree.")
        engine.dispose()


def doctor() -> None:
    """Tell what is wrong with the data, and mend what can be mended."""
    from leadline.api.cli.screen import console

    with leadline() as wired:
        settings = wired.settings
        console.print(f"data folder   {settings.home}")
        console.print(f"database      {settings.resolved_database_url.split('@')[-1]}: up to date")
        console.print(f"model         {settings.model}")
        found = wired.library.mend()
        console.print(f"passages      {found.passages:,}{' (searched by words only)' if found.lexical_only else ''}")
        if found.in_step:
            console.print("Index and database are in step.")
        else:
            missing = found.lexical_missing + found.dense_missing + found.without_vector
            extra = found.lexical_extra + found.dense_extra
            console.print(f"Mended: {missing:,} passages were missing in an index, {extra:,} did not belong there.")
