"""`leadline mcp`: the tools over stdio, for a program on this machine that starts it."""

import asyncio

import typer

from leadline.api.cli.wired import leadline


def mcp() -> None:
    """Serve the tools over the Model Context Protocol on standard input and output."""
    from leadline.api.cli.asker import asker
    from leadline.api.mcp_server import serve_stdio

    with leadline() as wired:
        try:
            asyncio.run(serve_stdio(wired, asker(wired)))
        except KeyboardInterrupt:
            raise typer.Exit(130) from None
