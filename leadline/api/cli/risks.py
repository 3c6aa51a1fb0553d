"""`leadline risks`: the register as a file, and drafted risks that are turned down."""

from pathlib import Path
from typing import Annotated, NoReturn

import typer

from leadline.api.cli.wired import leadline

risks = typer.Typer(help="Risk register out and in; turn a drafted risk down for good.", no_args_is_help=True)
Project = Annotated[str, typer.Argument(help="key of the project")]


@risks.command()
def export(project: Project, file: Annotated[Path, typer.Argument(help="FILE.csv or FILE.xlsx")]) -> None:
    """Write the register of a project."""
    from leadline.api.cli.screen import console
    from leadline.projects.access import LOCAL_USER
    from leadline.projects.queries.registers import load_risks
    from leadline.tools.risks.register_file import to_csv, to_xlsx

    with leadline() as wired, wired.sessions() as session:
        found = load_risks(session, LOCAL_USER, [project.upper()])
    if not found:
        _stop(f"There is no risk on the register of {project.upper()}. Nothing was written.")
    file.write_bytes(to_xlsx(found) if file.suffix.lower() == ".xlsx" else to_csv(found))
    console.print(f"{len(found)} risks written to {file}.")


@risks.command("import")
def import_(project: Project, file: Annotated[Path, typer.Argument(help="CSV or XLSX with a column “title”")]) -> None:
    """Propose the risks of a file for the register; rows with a key exist already and are left out. A person approves."""
    from leadline.api.cli.screen import console
    from leadline.projects.access import LOCAL_USER
    from leadline.projects.proposals.errors import ProposalError
    from leadline.projects.proposals.proposing import Origin, propose
    from leadline.tools.risks.register_file import read_rows, to_drafts

    try:
        drafts = to_drafts(project.upper(), read_rows(file.name, file.read_bytes()))
        if not drafts:
            _stop("Every row has a key, so it exists already. Nothing was proposed.")
        with leadline() as wired, wired.sessions.begin() as session:
            today, origin = wired.settings.current_date(), Origin(via="command", reason=f"import of {file.name}")
            made = propose(session, LOCAL_USER, drafts, today=today, origin=origin).id[:8]
    except (OSError, ValueError, ProposalError) as error:
        _stop(f"Nothing was proposed: {error}")
    console.print(f"{len(drafts)} risks proposed as {made}; see `leadline proposals show {made}`.")


@risks.command()
def reject(
    project: Project,
    title: Annotated[str, typer.Argument(help="title of the drafted risk, as the assessment shows it")],
    reason: Annotated[str, typer.Argument(help="why it is no risk here")],
) -> None:
    """Turn a drafted risk down: it is kept with the reason and not drafted again."""
    from leadline.api.cli.screen import console
    from leadline.projects import assessments
    from leadline.projects.access import LOCAL_USER
    from leadline.tools.risks.assessed import assess
    from leadline.tools.risks.material import load

    with leadline() as wired, wired.sessions.begin() as session:
        today = wired.settings.current_date()
        try:
            found = assess(load(session, LOCAL_USER, wired.library, project.upper(), today)).rated
        except KeyError:
            _stop(f"There is no project {project.upper()}.")
        one = next((each.draft for each in found if each.draft.title.casefold() == title.strip().casefold()), None)
        if one is None:
            _stop(
                f"No drafted risk is called “{title}”. There are: {'; '.join(each.draft.title for each in found) or 'none'}."
            )
        assessments.reject(
            session,
            LOCAL_USER,
            project.upper(),
            fingerprint=one.fingerprint,
            title=one.title,
            reason=reason,
            today=today,
        )
    console.print(f"“{one.title}” is not drafted again: {reason}")


def _stop(said: str) -> NoReturn:
    from leadline.api.cli.screen import error_console

    error_console.print(said, markup=False)
    raise typer.Exit(1)
