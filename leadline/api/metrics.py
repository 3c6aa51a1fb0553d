"""What a monitoring system is told: turns, tools, requests. Counts and times only, never a name, a question or a figure."""

import time

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from leadline.assistant.views import TurnView

SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300)


class Metrics:
    """One registry an application: two in a process (tests) do not meet."""

    def __init__(self, version: str, model: str) -> None:
        self.registry = CollectorRegistry()
        self.turns = Counter("leadline_turns", "Turns that ended", ["status", "model"], registry=self.registry)
        self.turn_seconds = Histogram(
            "leadline_turn_seconds", "Time of a turn", ["model"], buckets=SECONDS, registry=self.registry
        )
        self.tokens = Counter("leadline_model_tokens", "Language-model tokens", ["kind"], registry=self.registry)
        self.tools = Counter("leadline_tool_calls", "Tool calls", ["tool", "status"], registry=self.registry)
        self.tool_seconds = Histogram(
            "leadline_tool_seconds", "Time of a tool call", ["tool"], buckets=SECONDS, registry=self.registry
        )
        self.unsupported = Counter("leadline_unsupported_claims", "Figures without a source", registry=self.registry)
        self.requests = Counter(
            "leadline_http_requests", "Requests", ["method", "route", "status"], registry=self.registry
        )
        self.request_seconds = Histogram(
            "leadline_http_seconds", "Time to the end of an answer", ["route"], buckets=SECONDS, registry=self.registry
        )
        about = Gauge("leadline_info", "What runs here", ["version", "model"], registry=self.registry)
        about.labels(version, model).set(1)

    def turn_ended(self, turn: TurnView) -> None:
        self.turns.labels(turn.status, turn.model).inc()
        self.turn_seconds.labels(turn.model).observe((turn.ms or 0) / 1000)
        for kind in ("input_tokens", "output_tokens"):
            self.tokens.labels(kind.removesuffix("_tokens")).inc(int(turn.usage.get(kind, 0)))
        for tool in turn.tools:
            self.tools.labels(tool["name"], tool["status"]).inc()
            self.tool_seconds.labels(tool["name"]).observe(tool["ms"] / 1000)
        self.unsupported.inc(sum(claim["status"] == "unsupported" for claim in turn.claims))


class Measured:
    """Times every request. The route's pattern is the label, not the path: ids would make a series each."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app, self.metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status = 500
        begun = time.perf_counter()

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, watched)
        finally:
            route = getattr(scope.get("route"), "path", "other")
            self.metrics.requests.labels(scope["method"][:10], route, str(status)).inc()
            self.metrics.request_seconds.labels(route).observe(time.perf_counter() - begun)
