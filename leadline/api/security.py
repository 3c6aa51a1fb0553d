"""Headers and checks around every request: a strict content policy, known hosts only, no cross-site writes, bounded bodies."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from leadline.api.errors import body

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "font-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
LOCAL_NAMES = frozenset({"127.0.0.1", "localhost", "[::1]", "testserver"})
MAX_BODY_BYTES = 30 * 1024 * 1024
WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class Guard:
    """Refuses foreign hosts (DNS rebinding), cross-origin writes and bodies that are too large; adds the headers to all answers."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        self.app = app
        self.hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refusal = self._refusal(scope["method"], Headers(scope=scope))

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await (refusal or self.app)(scope, _bounded(receive), send_with_headers)

    def _refusal(self, method: str, headers: Headers) -> ASGIApp | None:
        host = headers.get("host", "")
        if host.rsplit(":", 1)[0] not in self.hosts and host not in self.hosts:
            return JSONResponse(body("wrong_host", f"This server does not answer for the host '{host[:100]}'."), 421)
        origin = headers.get("origin")
        if method in WRITES and origin and origin.split("://", 1)[-1] != host:
            return JSONResponse(body("cross_origin", "Writes are accepted from this server's own page only."), 403)
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > MAX_BODY_BYTES:
            limit = MAX_BODY_BYTES // 1024 // 1024
            return JSONResponse(body("too_large", f"A request may be at most {limit} MB.", "Send a smaller file."), 413)
        return None


def _bounded(receive: Receive) -> Receive:
    """Cuts a body off that grows past the limit without having said so."""
    seen = 0

    async def bounded() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        return {"type": "http.disconnect"} if seen > MAX_BODY_BYTES else message

    return bounded
