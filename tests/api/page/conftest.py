"""A browser for the whole module, a fresh page and server for each test, and a record of everything that must not happen."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Page, sync_playwright

from tests.api.page.fake_server import FakeServer, Script

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
PATIENCE = 8_000  # milliseconds for an element to appear


@dataclass
class Opened:
    """A page on a fake server. `trouble`: script errors, refusals by the content policy, requests to other origins."""

    page: Page
    server: FakeServer
    trouble: list[str] = field(default_factory=list)

    def refuse(self, dialog: Dialog) -> None:
        self.trouble.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def ask(self, question: str) -> None:
        self.page.fill("#composer", question)
        self.page.keyboard.press("Enter")


Open = Callable[..., Opened]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = os.environ.get("LEADLINE_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("no Chromium (set LEADLINE_CHROMIUM)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def opened(browser: Browser) -> Iterator[Open]:
    """`opened(script, width=..., height=..., dark=...)`: the page on a server that answers with the script. Trouble fails the test."""
    everything: list[Opened] = []

    def open_page(
        script: Script, *, width: int = 1280, height: int = 800, dark: bool = False, **context: Any
    ) -> Opened:
        server = FakeServer(script)
        scheme: Any = "dark" if dark else "light"
        page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme, **context)
        page.set_default_timeout(PATIENCE)
        opened = Opened(page, server)
        everything.append(opened)
        page.on("pageerror", lambda error: opened.trouble.append(f"script error: {error}"))
        page.on("console", lambda m: opened.trouble.append(m.text) if "Content Security Policy" in m.text else None)
        page.on(
            "request",
            lambda r: None if r.url.startswith((server.url, "blob:")) else opened.trouble.append(f"request: {r.url}"),
        )
        page.on("dialog", opened.refuse)
        page.goto(server.url)
        page.wait_for_selector(".job .prompt")
        return opened

    yield open_page
    for each in everything:
        each.page.close()
        each.server.close()
    assert [trouble for each in everything for trouble in each.trouble] == []
