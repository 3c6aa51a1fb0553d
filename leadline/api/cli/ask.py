"""`leadline ask "..."`: one question, one answer."""

import asyncio
import json
from typing import Annotated

import typer

from leadline.api.cli.wired import leadline
from leadline.projects.access import LOCAL_USER


def ask(
    question: Annotated[str, typer.Argument(help='what you want to know; "-" reads it from standard input')],
    as_json: Annotated[bool, typer.Option("--json", help="the whole turn as JSON, as POST /api/ask gives it")] = False,
    project: Annotated[str | None, typer.Option(help="name or key of the project in view")] = None,
    attach: Annotated[
        list[str] | None, typer.Option(help="a file with requirements; may be given several times")
    ] = None,
    model: Annotated[str | None, typer.Option(help='"builtin" or provider:model, for this question only')] = None,
) -> None:
    """Ask one question and print the answer."""
    from pathlib import Path

    from leadline.api.cli.screen import console, error_console, show_tool, show_turn
    from leadline.api.errors import ApiError
    from leadline.api.named import project_key
    from leadline.assistant.errors import AssistantError

    text = typer.get_text_stream("stdin").read() if question == "-" else question
    with leadline() as wired:
        try:
            files = [
                wired.conversations.attach(LOCAL_USER, Path(name).name, Path(name).read_bytes())["id"]
                for name in attach or []
            ]
            key = project_key(wired, LOCAL_USER, project)
            turn = asyncio.run(
                wired.conversations.ask(LOCAL_USER, None, text, project=key, attachments=tuple(files), model=model)
            ).model_dump(mode="json")
        except (ApiError, AssistantError, OSError) as error:
            hint = getattr(error, "hint", "") or ""
            error_console.print(f"[bold red]No answer.[/] {error} {hint}")
            raise typer.Exit(1) from None
    if as_json:
        print(json.dumps(turn, ensure_ascii=False, indent=2))
    elif turn["status"] == "done":
        for tool in turn["tools"]:
            show_tool(tool["name"], tool["status"], tool["ms"], "")
        show_turn(turn)
    else:
        problem = turn.get("error") or {}
        console.print(f"[bold red]No answer.[/] {problem.get('message', turn['status'])} {problem.get('hint', '')}")
    if turn["status"] != "done":
        raise typer.Exit(1)
