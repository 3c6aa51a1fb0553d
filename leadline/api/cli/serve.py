"""`leadline serve`: the page and the API."""

import os
from typing import Annotated

import typer

from leadline.api import logs
from leadline.api.settings import SettingsError, read_settings


def serve(
    host: Annotated[str | None, typer.Option(help="default: LEADLINE_HOST")] = None,
    port: Annotated[int | None, typer.Option(help="default: LEADLINE_PORT")] = None,
) -> None:
    """Serve the page on http://127.0.0.1:8000."""
    import uvicorn

    from leadline.api.app import create_app
    from leadline.api.cli.screen import console
    from leadline.api.settings import Settings
    from leadline.api.wiring import build

    given = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    settings = Settings.model_validate(read_settings().model_dump() | given) if given else read_settings()
    if settings.workers > 1 and settings.database_url is None:
        raise SettingsError("LEADLINE_WORKERS above 1 needs a PostgreSQL server in LEADLINE_DATABASE_URL.")
    logs.to_screen()
    console.print(f"Leadline is on [bold]http://{settings.host}:{settings.port}[/] (Ctrl-C stops it)")
    if settings.workers > 1:
        os.environ.update(LEADLINE_HOST=settings.host, LEADLINE_PORT=str(settings.port))
        uvicorn.run(
            "leadline.api.serving:application",
            factory=True,
            workers=settings.workers,
            host=settings.host,
            port=settings.port,
            log_level="warning",
            timeout_graceful_shutdown=5,
        )
        return
    app = create_app(build(settings))
    uvicorn.run(app, host=settings.host, port=settings.port, log_level="warning", timeout_graceful_shutdown=5)
