"""What cannot be used is refused in words that say what to do, and leaves nothing behind."""

import io

import pytest
from pypdf import PdfWriter
from starlette.testclient import TestClient

JSON = {"content-type": "application/json"}


def _pdf(pages: int, password: str = "") -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(100, 100)
    if password:
        writer.encrypt(password)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"[]",
        b'{"message":',
        b'{"message": 1}',
        b'{"message": ""}',
        b'{"message": "x", "thread_id": "\\ud800"}',
        b'{"message": "x", "attachments": ["\\ud800"]}',
        b'{"message": "\xff\xfe"}',
        b"[" * 100_000,
        b'{"message": ' + b"9" * 5000 + b"}",
    ],
    ids=["nothing", "list", "cut", "number", "empty", "surrogate", "surrogate list", "not utf-8", "deep", "big number"],
)
def test_a_request_that_is_no_question_is_refused_with_a_hint(client: TestClient, sent: bytes) -> None:
    response = client.post("/api/ask", content=sent, headers=JSON)
    assert response.status_code in (400, 422)
    assert all(response.json()["error"][part] for part in ("code", "message", "hint"))
    assert client.get("/api/threads").json()["total"] == 0


def test_half_a_character_in_a_question_is_left_out(client: TestClient) -> None:
    response = client.post("/api/ask", content=b'{"message": "how is Harbor \\ud800 doing?"}', headers=JSON)
    assert "Harbor" in response.json()["text"]


def test_a_wrong_method_is_said_as_such(client: TestClient) -> None:
    response = client.put("/api/ask")
    assert response.status_code == 405
    assert response.json()["error"]["message"] == "/api/ask does not take PUT."


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("locked.pdf", _pdf(1, "secret"), "protected by a password"),
        ("scan.pdf", _pdf(1), "holds pictures but no text"),
        ("long.pdf", _pdf(2001), "the limit is 2000"),
        ("cut.pdf", _pdf(3)[:300], "is broken"),
        ("empty.docx", b"", "is empty"),
        ("picture.pdf", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "is not a PDF file inside"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "is a binary file"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_and_nothing_is_indexed(
    client: TestClient, name: str, data: bytes, reason: str
) -> None:
    before = client.get("/api/documents").json()["total"]
    for path in ("/api/attachments", "/api/documents"):
        response = client.post(path, files={"file": (name, data)})
        assert response.status_code == 422
        assert name in response.json()["error"]["message"]
        assert reason in response.json()["error"]["message"]
    assert client.get("/api/documents").json()["total"] == before


def test_an_attachment_may_hold_200_kb_of_text_and_no_more(client: TestClient) -> None:
    full = client.post("/api/attachments", files={"file": ("full.txt", b"word " * 40_000)})
    over = client.post("/api/attachments", files={"file": ("over.txt", b"word " * 40_200)})
    assert (full.status_code, over.status_code) == (201, 422)
    assert "200 kB is the limit" in over.json()["error"]["message"]


def test_a_path_out_of_the_page_leads_nowhere(client: TestClient) -> None:
    for path in ("/page/..%2f..%2fsettings.py", "/page/%2e%2e/%2e%2e/settings.py", "/page/%00", "/page/" + "a" * 5000):
        assert client.get(path).status_code == 404
