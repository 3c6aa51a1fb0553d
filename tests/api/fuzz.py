"""Requests made from our own OpenAPI document, valid and broken, against the running application."""

import warnings
from typing import Any

import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from starlette.testclient import TestClient

STREAMING = frozenset({"/api/agent/{run_id}/events"})


def fuzz(app: FastAPI, client: TestClient, *, each: int) -> tuple[int, list[str]]:
    """At most `each` requests an operation; how many were sent, and those that were answered with 5xx."""
    sent, failed = 0, []
    schema = schemathesis.openapi.from_dict(app.openapi())

    def send(case: Any) -> None:
        nonlocal sent
        try:
            form = case.as_transport_kwargs(base_url="http://testserver")
            form.pop("cookies", None)
            response = client.request(**{name: value for name, value in form.items() if value is not None})
        except (UnicodeEncodeError, ValueError, TypeError):
            return  # a request that HTTP itself cannot carry
        sent += 1
        if response.status_code >= 500 and not _told_of_the_model(response.json()):
            failed.append(f"{case.method} {case.path} {form}: {response.status_code} {response.text[:200]}")

    for found in schema.get_all_operations():
        operation: Any = found.ok()  # type: ignore[union-attr]
        kept = settings(
            max_examples=each,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            kept(given(case=operation.as_strategy())(send))()
    return sent, failed


def _told_of_the_model(body: Any) -> bool:
    return str(body.get("error", {}).get("code", "")).startswith("model_")
