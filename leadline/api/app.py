"""The HTTP application: routes, guard, errors. Made from an already wired Leadline."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.routing import Route

from leadline.api import alone, errors, warmup
from leadline.api.authentication import Authentication
from leadline.api.idempotency import Idempotency
from leadline.api.mcp_server import McpDoor
from leadline.api.metrics import Measured, Metrics
from leadline.api.routes import (
    agent,
    ask,
    attachments,
    documents,
    health,
    metrics,
    oidc,
    openai,
    page,
    projects,
    proposals,
    reports,
    session,
    sign_in,
    story_sets,
    threads,
    turns,
)
from leadline.api.security import LOCAL_NAMES, Guard
from leadline.api.wiring import Leadline

ROUTES = (
    ask,
    agent,
    threads,
    turns,
    projects,
    documents,
    attachments,
    proposals,
    story_sets,
    reports,
    session,
    sign_in,
    oidc,
    health,
    openai,
    metrics,
)


def create_app(leadline: Leadline) -> FastAPI:
    mcp = McpDoor(leadline)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        lock = alone.claim(leadline.settings.home)
        if lock is not None:  # turns left running are those of a server that died, not of one beside us
            leadline.conversations.mark_interrupted()
        warm = warmup.start(leadline)
        async with mcp.manager.run():
            yield
        await leadline.conversations.close()
        warm.join(timeout=5)
        if lock is not None:
            lock.close()

    app = FastAPI(
        title="Leadline",
        version=leadline.version,
        lifespan=lifespan,
        docs_url=None,  # its page loads scripts from another origin; /openapi.json is enough for any viewer
        redoc_url=None,
    )
    app.state.leadline = leadline
    app.state.metrics = Metrics(leadline.version, leadline.settings.model)
    leadline.conversations.on_end = app.state.metrics.turn_ended
    errors.install(app)
    for routes in ROUTES:
        app.include_router(routes.router)
    app.router.routes.append(Route("/mcp", mcp, methods=["GET", "POST", "DELETE"]))
    page.mount(app)
    app.add_middleware(Idempotency, sessions=leadline.sessions)
    app.add_middleware(Authentication, sessions=leadline.sessions, local=leadline.settings.auth == "local")
    app.add_middleware(Measured, metrics=app.state.metrics)
    app.add_middleware(
        Guard, hosts=LOCAL_NAMES | {leadline.settings.host, leadline.settings.public_host or leadline.settings.host}
    )
    return app
