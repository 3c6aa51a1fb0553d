"""`/healthz`: ready or not, with reasons."""

from typing import Any

from fastapi import APIRouter, Response
from sqlalchemy import text

from leadline.api.request import Served
from leadline.storage import migrate

router = APIRouter(tags=["service"])


@router.get("/healthz")
def healthz(leadline: Served, response: Response) -> dict[str, Any]:
    """200 when questions can be answered, else 503; `checks` says what is wrong and what to do."""
    checks = {"database": _database(leadline), "model": f"ok: {leadline.settings.model}"}
    ready = all(value.startswith("ok") for value in checks.values())
    response.status_code = 200 if ready else 503
    return {"status": "ok" if ready else "not ready", "version": leadline.version, "checks": checks}


def _database(leadline: Served) -> str:
    try:
        with leadline.sessions() as session:
            session.execute(text("SELECT 1"))
        return "ok" if migrate.is_current(leadline.engine) else "behind: run `leadline migrate`"
    except Exception as error:
        return f"failed: {type(error).__name__}: check LEADLINE_DATABASE_URL"
