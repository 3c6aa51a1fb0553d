"""The tools' door to the language model: JSON under a schema, bounded, and every failure in words."""

import asyncio
from typing import Any

import pytest

from leadline.assistant.structured_writer import ModelWriter
from leadline.tools.writer import WriterError
from tests.fakes import ScriptedModel

SCHEMA = {"type": "object", "properties": {"a": {"type": "integer"}}}


def _written(model: ScriptedModel, seconds: float = 5) -> dict[str, Any]:
    async def run() -> dict[str, Any]:
        writer = ModelWriter(model)
        return await asyncio.to_thread(writer.write, "Do it.", "material", SCHEMA, seconds=seconds, tokens=50)

    return asyncio.run(run())


def test_the_answer_is_an_object_and_the_schema_was_sent() -> None:
    model = ScriptedModel(replies=['{"a": 7}'])
    assert _written(model) == {"a": 7}
    assert model.settings[0]["response_format"]["json_schema"]["schema"] == SCHEMA
    assert [message.text for message in model.seen[0]] == ["Do it.", "material"]


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        ('{"a": 7', "not complete"),
        ("[1, 2]", "another form"),
        (RuntimeError("boom"), r"\w+ \w+"),
    ],
)
def test_failures_are_told_in_a_clause(reply: str | Exception, said: str) -> None:
    with pytest.raises(WriterError, match=said):
        _written(ScriptedModel(replies=[reply]))


def test_waiting_has_an_end() -> None:
    class Slow(ScriptedModel):
        async def _agenerate(self, *args: Any, **kwargs: Any) -> Any:
            await asyncio.Event().wait()

    with pytest.raises(WriterError, match="no answer within 0 seconds"):
        _written(Slow(replies=[]), seconds=0.05)
