"""The tools over the Model Context Protocol: streamable HTTP at `/mcp`, and stdio by `leadline mcp`.

Reading tools are marked read-only. Tools that propose a change are not, but they change nothing either: a proposal waits for a person.
HTTP is served without sessions, so that any worker can take any request.
"""

import asyncio
from typing import Any

import structlog
from mcp import types
from mcp.server import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings
from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send

from leadline.api import authentication
from leadline.api.errors import body
from leadline.api.tool_calls import ToolCallError, call, schema
from leadline.api.wiring import Leadline
from leadline.projects.access import Access
from leadline.tools.answer import ToolAnswer
from leadline.tools.registry import PROPOSING, TOOLS

log = structlog.get_logger()

INSTRUCTIONS = (
    "Leadline answers from a project database and project documents. Every figure it returns is computed and has a source: quote figures "
    "as they are, and do no arithmetic of your own. Tools that change records only make a proposal; a person approves it in Leadline."
)
KEPT = {"status", "facts", "citations", "choices", "total", "shown", "withheld", "looked_at"}


def make_server(leadline: Leadline, access: Access | None = None) -> Server[Any]:
    """A server for one person (stdio), or, with `access` None, for whoever signed each HTTP request."""

    async def list_tools(_context: ServerRequestContext[Any], _page: Any) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[_described(tool.name) for tool in TOOLS])

    async def call_tool(context: ServerRequestContext[Any], asked: types.CallToolRequestParams) -> types.CallToolResult:
        asker = access or context.request.state.asker.access  # type: ignore[union-attr]
        try:
            answer = await asyncio.to_thread(call, leadline, asker, asked.name, dict(asked.arguments or {}))
        except ToolCallError as error:
            return _refused(str(error))
        except Exception as error:
            log.error("a tool failed", tool=asked.name, exc_info=error)
            return _refused("The tool failed. Nothing was changed; the server's log has the details.")
        return _answered(answer)

    return Server(
        "leadline",
        version=leadline.version,
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


class McpDoor:
    """`/mcp` as an ASGI application. Hosts and origins are checked by the guard around all routes."""

    def __init__(self, leadline: Leadline) -> None:
        self.manager = StreamableHTTPSessionManager(
            make_server(leadline),
            stateless=True,
            json_response=True,
            security_settings=TransportSecuritySettings(enable_dns_rebinding_protection=False),
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asker: authentication.Asker = scope["state"]["asker"]
        if asker.access is None:
            told = asker.refusal or authentication.SIGN_IN
            refusal = JSONResponse(
                body(told.code, told.message, told.hint), told.status, {"WWW-Authenticate": "Bearer"}
            )
            await refusal(scope, receive, send)
            return
        await self.manager.handle_request(scope, receive, send)


async def serve_stdio(leadline: Leadline, access: Access) -> None:
    from mcp.server.stdio import stdio_server

    server = make_server(leadline, access)
    async with stdio_server() as (read, write):
        await server.run(read, write, server.create_initialization_options())


def _described(name: str) -> types.Tool:
    tool = next(each for each in TOOLS if each.name == name)
    reads = name not in PROPOSING
    hints = types.ToolAnnotations(
        read_only_hint=reads, destructive_hint=False, idempotent_hint=reads, open_world_hint=False
    )
    return types.Tool(name=name, description=tool.description, input_schema=schema(tool), annotations=hints)


def _answered(answer: ToolAnswer) -> types.CallToolResult:
    return types.CallToolResult(
        content=[types.TextContent(type="text", text=answer.text)],
        structured_content=answer.model_dump(mode="json", include=KEPT),
    )


def _refused(why: str) -> types.CallToolResult:
    return types.CallToolResult(content=[types.TextContent(type="text", text=why)], is_error=True)
