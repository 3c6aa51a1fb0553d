"""Hostile text stays text wherever it lands: no script runs, nothing is loaded, nobody is called."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.api.page.conftest import Open
from tests.api.page.scripts import simple, status_answer
from tests.shared_data import shared_data

pytestmark = pytest.mark.browser

OWN = [
    "<script>window.__hit=1</script>",
    "<img src=x onerror='window.__hit=1'>",
    "![x](http://evil.example/pixel.png)",
    "[click](javascript:window.__hit=1)",
    "<svg onload=window.__hit=1><a xlink:href='javascript:window.__hit=1'>x</a></svg>",
    "<iframe src='http://evil.example/'></iframe><object data='http://evil.example/'></object>",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "<style>@import 'http://evil.example/x.css'</style><div style='background:url(http://evil.example/)'>x</div>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=window.__hit=1>",
    "${window.__hit=1}{{constructor.constructor('window.__hit=1')()}}",
    "<a href='http://evil.example/' onmouseover='window.__hit=1'>x</a>",
    "<form action='http://evil.example/'><input autofocus onfocus=window.__hit=1></form>",
]
FORBIDDEN = "script, iframe, object, embed, form:not(.composer), style, base, meta[http-equiv], .prose img, svg a"
COUNT_HANDLERS = """() => {
    const runs = ({ name, value }) =>
        /^on/.test(name) || (/href|src|action|data$/i.test(name) && /^\\s*(javascript|data):/i.test(value));
    return [...document.querySelectorAll("#app *")].filter((element) => [...element.attributes].some(runs)).length;
}"""


def harmless(page: Page) -> None:
    assert page.evaluate("window.__hit") is None
    assert page.evaluate(f"document.body.querySelectorAll(`{FORBIDDEN}`).length") == 0
    assert page.evaluate(COUNT_HANDLERS) == 0


def everywhere(payload: str) -> dict[str, Any]:
    """A table card, a report and a citation made of the payload."""
    columns = [{"key": "a", "label": payload, "kind": "text"}, {"key": "b", "label": "B", "kind": "status"}]
    table = {
        "kind": "table",
        "title": payload,
        "data": {"columns": columns, "rows": [{"a": payload, "b": payload}], "note": payload},
    }
    section = {"id": "s", "title": payload, "blocks": [{"type": "text", "markdown": payload}]}
    report = {
        "kind": "report",
        "title": payload,
        "data": {"header": {"project": payload}, "sections": [section], "markdown": payload},
    }
    return {"cards": [table, report], "suggestions": [payload]}


@pytest.mark.parametrize("payload", OWN)
def test_a_payload_is_inert_in_the_answer_and_in_every_card(opened: Open, payload: str) -> None:
    here = opened(simple(f"Before {payload} after\n\n{payload}", **everywhere(payload)))
    here.ask(payload)
    expect(here.page.locator(".suggestions")).to_be_visible()
    harmless(here.page)


def test_public_payloads_are_inert(opened: Open) -> None:
    lines = shared_data("attacks/payloads_web.jsonl").read_text(encoding="utf-8").splitlines()
    payloads = [json.loads(line)["text"] for line in lines]
    chosen = payloads[:: max(1, len(payloads) // 600)][:600]
    here = opened(simple(""))
    for start in range(0, len(chosen), 100):
        part = chosen[start : start + 100]
        text = "\n\n".join(part)
        cards = [card for payload in part[::10] for card in everywhere(payload)["cards"]]
        here.server.script = simple(text, cards=cards, suggestions=["Go on"])
        here.page.get_by_role("button", name="New conversation").click()
        expect(here.page.locator(".job")).to_have_count(3)
        here.ask("Show them")
        expect(here.page.locator(".suggestions")).to_be_visible()
        harmless(here.page)


def test_a_link_to_elsewhere_shows_its_host(opened: Open) -> None:
    here = opened(simple("See [the plan](https://example.org/plan) or [status](/api/session)."))
    here.ask("Links?")
    expect(here.page.locator(".link-host")).to_have_text(["(example.org)"])
    expect(here.page.locator(".prose a").nth(0)).to_have_attribute("rel", "noopener noreferrer nofollow")


def test_a_hostile_address_opens_nothing(opened: Open) -> None:
    here = opened(status_answer())
    here.page.goto(f"{here.server.url}/#/t/%3Cimg%20src=x%20onerror=alert(1)%3E")
    expect(here.page.locator(".trouble")).to_be_visible()
    harmless(here.page)
