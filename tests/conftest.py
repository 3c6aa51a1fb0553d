"""Rules of the whole suite: no network but the loopback, and in continuous integration no part may be absent."""

import os
import socket
from collections.abc import Generator
from typing import Any

import pytest

from tests.shared_data import SHARED

LOOPBACK = ("127.", "::1", "localhost")


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that reaches for the network fails at once and says where it wanted to go."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if isinstance(host, str) and host and not host.startswith(LOOPBACK):
            raise AssertionError(f"this test tried to reach {host}: tests are offline")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[Any]) -> Generator[None, Any, None]:
    outcome = yield
    report = outcome.get_result()
    absent = not SHARED.exists() and str(SHARED) in str(report.longrepr)  # the real data is not part of the repository
    if report.skipped and not absent and not hasattr(report, "wasxfail") and os.environ.get("CI") == "true":
        report.outcome = "failed"
        report.longrepr = f"skipped in continuous integration, where every part must be present: {report.longrepr}"
