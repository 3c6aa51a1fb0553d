"""Errors for HTTP: one shape, `{error: {code, message, hint}}`, for every door.

ApiError                     what a route raises itself
AssistantError               from the conversation: code, message, hint and status of its own
StorySetError           404 / 409  a story set that is not there or not yours, or changed in the meantime
ProposalError                a change that is refused: code, message, hint and status of its own
ChartError              422  a picture that its data does not allow
RequestValidationError  422  the request's form is wrong
UnicodeEncodeError      422  half a character (JSON "\\ud800"), which no database can keep
HTTPException                the framework's own (404 for an unknown path, 405, ...)
Exception               500  a defect of ours: logged in full, told in one sentence
"""

from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from leadline.assistant.errors import AssistantError, LimitError
from leadline.projects.proposals.errors import ConflictError, ProposalError
from leadline.projects.story_sets import StorySetError
from leadline.tools.charts import ChartError

log = structlog.get_logger()


class ApiError(Exception):
    def __init__(self, status: int, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.hint = status, code, message, hint


def not_found(what: str) -> ApiError:
    """Unknown and forbidden look alike."""
    return ApiError(404, "not_found", f"There is no {what} that you can see.", "Check the name or the key.")


def body(code: str, message: str, hint: str = "") -> dict[str, Any]:
    return {"error": {"code": code, "message": message, "hint": hint}}


def install(app: FastAPI) -> None:
    @app.exception_handler(ApiError)
    async def _api(_request: Request, error: ApiError) -> JSONResponse:
        headers = {"WWW-Authenticate": "Bearer"} if error.status == 401 else None
        return JSONResponse(body(error.code, error.message, error.hint), error.status, headers)

    @app.exception_handler(AssistantError)
    async def _assistant(_request: Request, error: AssistantError) -> JSONResponse:
        headers = {"Retry-After": str(error.retry_after)} if isinstance(error, LimitError) else None
        return JSONResponse(body(error.code, error.message, error.hint), error.status, headers)

    @app.exception_handler(StorySetError)
    async def _story_set(_request: Request, error: StorySetError) -> JSONResponse:
        status, code = (404, "not_found") if error.missing else (409, "conflict")
        return JSONResponse(body(code, error.message, error.hint), status)

    @app.exception_handler(ProposalError)
    async def _proposal(_request: Request, error: ProposalError) -> JSONResponse:
        told = body(error.code, error.message, error.hint)
        if isinstance(error, ConflictError):
            told["error"]["conflicts"] = error.conflicts
        return JSONResponse(told, error.status)

    @app.exception_handler(ChartError)
    async def _chart(_request: Request, error: ChartError) -> JSONResponse:
        return JSONResponse(body("cannot_draw", str(error), "The card's data is shown as a table."), 422)

    @app.exception_handler(RequestValidationError)
    async def _validation(_request: Request, error: RequestValidationError) -> JSONResponse:
        problems = [
            f"{'.'.join(str(part) for part in item['loc'][1:]) or 'body'}: {item['msg']}" for item in error.errors()
        ]
        return JSONResponse(
            body("invalid_request", "; ".join(problems), "See /openapi.json for the form of this request."), 422
        )

    @app.exception_handler(UnicodeEncodeError)
    async def _half_character(_request: Request, _error: UnicodeEncodeError) -> JSONResponse:
        message = "The request holds half a character (a lone surrogate), which is not text."
        return JSONResponse(body("invalid_request", message, "Send it as valid UTF-8."), 422)

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> JSONResponse:
        path, status = request.url.path[:200], error.status_code
        code = {400: "invalid_request", 404: "not_found", 405: "method_not_allowed"}.get(status, "http_error")
        message = {404: f"There is nothing at {path}.", 405: f"{path} does not take {request.method}."}.get(
            status, f"{error.detail}."[:200].replace("..", ".")
        )
        what = "what there is" if status in (404, 405) else "the form of this request"
        hint = f"See /openapi.json for {what}."
        return JSONResponse(body(code, message, hint), error.status_code, error.headers)

    @app.exception_handler(Exception)
    async def _defect(request: Request, error: Exception) -> JSONResponse:
        log.error("unexpected error", path=request.url.path, exc_info=error)
        message = "Something went wrong inside Leadline. Nothing was changed."
        return JSONResponse(body("internal_error", message, "Try again; the server's log has the details."), 500)
