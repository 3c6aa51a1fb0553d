"""A proposal on the page of the real server: shown, narrowed, approved, undone."""

import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, expect

from leadline.api.app import create_app
from leadline.api.wiring import Leadline

pytestmark = pytest.mark.browser


@pytest.fixture
def address(leadline: Leadline) -> Iterator[str]:
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(leadline), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.mark.parametrize(("width", "height", "dark"), [(1280, 800, False), (390, 844, True)])
def test_a_change_is_approved_in_part_and_undone(
    browser: Browser, address: str, width: int, height: int, dark: bool
) -> None:
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light")
    page.goto(address)
    page.fill("#composer", "set HRB-9 and HRB-10 to blocked")
    page.keyboard.press("Enter")
    card = page.locator(".proposal")
    expect(card.locator(".pill").first).to_have_text("waits for you")
    expect(card.locator(".before").first).to_have_text("todo")
    card.get_by_role("checkbox").nth(1).uncheck()
    _picture(page, f"waiting-{width}")
    card.get_by_role("button", name="Approve 1 of 2").click()
    expect(card.locator(".pill").first).to_contain_text("applied by")
    expect(card.get_by_text("left out")).to_be_visible()
    _picture(page, f"applied-{width}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.fill("#composer", "undo that")
    page.keyboard.press("Enter")
    expect(page.locator(".answer").last).to_contain_text("Undone: HRB-9 as before.")
    expect(page.locator(".proposal").first).to_have_attribute("data-state", "undone")
    page.close()


def _picture(page: object, name: str) -> None:
    """Kept only where a developer asks for pictures."""
    folder = os.environ.get("LEADLINE_PICTURES")
    if folder:
        page.locator(".proposal").first.screenshot(path=str(Path(folder) / f"{name}.png"))  # type: ignore[attr-defined]
