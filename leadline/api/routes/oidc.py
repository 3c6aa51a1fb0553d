"""`/auth/login`, `/auth/callback`: signing in at the organisation's identity provider (LEADLINE_AUTH=oidc)."""

import base64
import datetime as dt
import json
from typing import Annotated

import structlog
from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from leadline.api.errors import not_found
from leadline.api.oidc import OidcError, Pending, Provider
from leadline.api.request import Served
from leadline.api.routes.sign_in import set_cookie
from leadline.api.wiring import Leadline
from leadline.projects.members import open_sign_in, user_of_identity

log = structlog.get_logger()
router = APIRouter(prefix="/auth", tags=["session"])

PENDING = "leadline_signing_in"
PENDING_SECONDS = 600
Word = Annotated[str, Query(max_length=4000)]


@router.get("/login", response_class=RedirectResponse)
def login(leadline: Served) -> Response:
    """To the identity provider."""
    try:
        url, pending = _provider(leadline).begin()
    except OidcError as error:
        log.warning("the identity provider cannot be used", reason=str(error))
        return RedirectResponse("/sign-in?problem=failed", 303)
    response = RedirectResponse(url, 303)
    kept = base64.urlsafe_b64encode(json.dumps([pending.state, pending.nonce, pending.verifier]).encode()).decode()
    response.set_cookie(
        PENDING, kept, max_age=PENDING_SECONDS, path="/auth", httponly=True, samesite="lax", secure=_secure(leadline)
    )
    return response


@router.get("/callback", response_class=RedirectResponse)
def callback(request: Request, leadline: Served, state: Word = "", code: Word = "") -> Response:
    """Back from it: the account must belong to a user whom an administrator has added."""
    provider = _provider(leadline)
    try:
        identity = provider.finish(_pending(request.cookies.get(PENDING, "")), state, code)
    except OidcError as error:
        log.warning("a sign-in was refused", reason=str(error))
        return _end("/sign-in?problem=failed")
    with leadline.sessions.begin() as session:
        user = user_of_identity(session, identity.subject, identity.email)
        if user is None:
            return _end("/sign-in?problem=unknown")
        cookie = open_sign_in(session, user.id, now=dt.datetime.now(dt.UTC))
    response = _end("/")
    set_cookie(response, cookie, secure=_secure(leadline))
    return response


def _provider(leadline: Leadline) -> Provider:
    settings = leadline.settings
    if settings.auth != "oidc" or not settings.oidc_issuer or not settings.oidc_client_id:
        raise not_found("identity provider")
    base = (settings.public_url or f"http://{settings.host}:{settings.port}").rstrip("/")
    return Provider(settings.oidc_issuer, settings.oidc_client_id, settings.oidc_client_secret, f"{base}/auth/callback")


def _pending(cookie: str) -> Pending:
    try:
        state, nonce, verifier = json.loads(base64.urlsafe_b64decode(cookie))
    except ValueError:
        raise OidcError("this browser has not begun to sign in") from None
    return Pending(str(state), str(nonce), str(verifier))


def _end(where: str) -> RedirectResponse:
    response = RedirectResponse(where, 303)
    response.delete_cookie(PENDING, path="/auth")
    return response


def _secure(leadline: Leadline) -> bool:
    return (leadline.settings.public_url or "").startswith("https://")
