"""Hostile requests: made from our own document, cut streams, files that grow."""

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from tests.api.fuzz import fuzz
from tests.api.hostile import BOMBS, burst, cut_streams


def test_no_request_that_the_document_allows_or_forbids_ends_in_5xx(client: TestClient) -> None:
    app = client.app
    assert isinstance(app, FastAPI)
    sent, failed = fuzz(app, client, each=8)
    assert failed == [], f"{len(failed)} of {sent}"
    assert sent > 200


def test_a_stream_that_is_cut_anywhere_resumes_byte_for_byte(client: TestClient) -> None:
    assert cut_streams(client, 20) == 0


@pytest.mark.parametrize("name", BOMBS)
def test_a_file_that_would_burst_is_refused_quickly_and_the_server_does_not_grow(client: TestClient, name: str) -> None:
    answer = burst(client, name)
    assert answer.status in (413, 422), answer
    assert answer.megabytes < 64, answer
    assert answer.seconds < 4, answer  # 2 s on a quiet machine; starting the box takes most of it
