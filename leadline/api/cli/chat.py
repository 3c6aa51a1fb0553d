"""`leadline chat`: a conversation in the terminal, streamed, with the same events as the page."""

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer

from leadline.api.cli.wired import leadline
from leadline.projects.access import LOCAL_USER

if TYPE_CHECKING:
    from leadline.api.wiring import Leadline

LEAVE = frozenset({"exit", "quit", ":q", "bye"})


def chat(project: Annotated[str | None, typer.Option(help="name or key of the project in view")] = None) -> None:
    """Talk. An empty line or "exit" ends it."""
    from leadline.api.cli.screen import console
    from leadline.api.named import project_key

    with leadline() as wired:
        console.print(
            f"[bold]Leadline[/] · {wired.settings.model} · {wired.settings.current_date()} · exit with Ctrl-D"
        )
        key = project_key(wired, LOCAL_USER, project)
        thread: str | None = None
        with asyncio.Runner() as runner:
            while (question := _read()) is not None:
                thread = runner.run(_turn(wired, thread, question, key))


def _read() -> str | None:
    from leadline.api.cli.screen import console

    try:
        line = console.input("\n[bold blue]>[/] ").strip()
    except (EOFError, KeyboardInterrupt):
        return None
    return None if not line or line.lower() in LEAVE else line


async def _turn(wired: "Leadline", thread: str | None, question: str, project: str | None) -> str | None:
    """One turn, shown as it happens; the thread to go on with."""
    from rich.live import Live
    from rich.markdown import Markdown

    from leadline.api.cli.screen import console, error_console, show_tool, show_turn
    from leadline.assistant import events
    from leadline.assistant.errors import AssistantError

    try:
        started = await wired.conversations.start_turn(LOCAL_USER, thread, question, project=project)
    except AssistantError as error:
        error_console.print(f"[red]{error.message}[/] {error.hint}")
        return thread
    text = ""
    with Live(console=console, auto_refresh=False, vertical_overflow="visible") as live:
        async for _number, event in wired.conversations.events(LOCAL_USER, started.turn_id):
            match event:
                case events.TextDelta():
                    text += event.text
                    live.update(Markdown(text), refresh=True)
                case events.TextReplaced():
                    text = event.text
                    live.update(Markdown(text), refresh=True)
                case events.ToolFinished():
                    show_tool(event.name, event.status, event.ms, event.summary)
                case events.Failed():
                    error_console.print(f"[red]{event.message}[/] {event.hint}")
    turn = wired.conversations.turn(LOCAL_USER, started.turn_id).model_dump(mode="json")
    if turn["status"] == "done":
        show_turn(turn, with_text=False)
    return started.thread_id
