"""Signing in on the page with a token: it is exchanged for an HttpOnly cookie and kept nowhere in the browser."""

import datetime as dt
from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse
from pydantic import BaseModel, ConfigDict, Field

from leadline.api.authentication import COOKIE, from_own_page
from leadline.api.errors import ApiError
from leadline.api.request import Served
from leadline.api.routes.page import FOLDER
from leadline.projects.members import SIGN_IN_HOURS, close_sign_in, holder_of_token, open_sign_in

router = APIRouter(tags=["session"])


class SignIn(BaseModel):
    model_config = ConfigDict(extra="forbid")
    token: Annotated[str, Field(min_length=1, max_length=500)]


@router.get("/sign-in", include_in_schema=False)
def page() -> FileResponse:
    return FileResponse(FOLDER / "sign-in.html", headers={"Cache-Control": "no-cache"})


@router.get("/api/sign-in")
def ways(leadline: Served) -> dict[str, Any]:
    """How one signs in here: `local` (not at all), `token`, `oidc`."""
    return {"auth": leadline.settings.auth}


@router.post("/api/sign-in")
def sign_in(given: SignIn, request: Request, leadline: Served, response: Response) -> dict[str, Any]:
    """A valid token opens a sign-in of at most 12 hours: the cookie is HttpOnly and goes to this site only."""
    if not from_own_page(request.headers):
        raise ApiError(
            403, "cross_origin", "Sign in from this server's own page.", "Programs send the token as Bearer."
        )
    now = dt.datetime.now(dt.UTC)
    with leadline.sessions.begin() as session:
        holder = holder_of_token(session, given.token.strip(), now=now)
        if holder is None:
            raise ApiError(401, "wrong_token", "This token is unknown, expired or revoked.", "Ask for a new one.")
        cookie = open_sign_in(session, holder.access.user_id, now=now, holder=holder)
    set_cookie(
        response,
        cookie,
        secure=request.url.scheme == "https" or (leadline.settings.public_url or "").startswith("https://"),
    )
    return {"user": {"name": holder.access.name}}


@router.post("/api/sign-out", status_code=204)
def sign_out(request: Request, leadline: Served, response: Response) -> None:
    if cookie := request.cookies.get(COOKIE):
        if not from_own_page(request.headers):
            raise ApiError(403, "cross_origin", "Sign out from this server's own page.")
        with leadline.sessions.begin() as session:
            close_sign_in(session, cookie)
    response.delete_cookie(COOKIE, path="/")


def set_cookie(response: Response, cookie: str, *, secure: bool) -> None:
    """Lax, not strict: a link in a mail opens the page signed in; writes are guarded by their origin."""
    response.set_cookie(
        COOKIE, cookie, max_age=SIGN_IN_HOURS * 3600, path="/", httponly=True, samesite="lax", secure=secure
    )
