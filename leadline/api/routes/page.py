"""The page: static files of ours, no build step, nothing from another origin."""

from pathlib import Path

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import FileResponse, RedirectResponse
from starlette.staticfiles import StaticFiles

from leadline.api.authentication import Asker

FOLDER = Path(__file__).resolve().parents[1] / "page"

router = APIRouter(include_in_schema=False)


@router.get("/")
def index(request: Request) -> Response:
    """The page, or the sign-in before it."""
    asker: Asker = request.state.asker
    if asker.access is None:
        return RedirectResponse("/sign-in", 303)
    return FileResponse(FOLDER / "index.html", headers={"Cache-Control": "no-cache"})


def mount(app: FastAPI) -> None:
    app.include_router(router)
    app.mount("/page", StaticFiles(directory=FOLDER), name="page")
