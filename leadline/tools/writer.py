"""What a tool may ask of a language model: an object under a JSON schema. The assistant hands it in; without a model there is none."""

from typing import Any, Protocol, runtime_checkable


class WriterError(Exception):
    """The model gave nothing that can be used; the message says why in a clause ("it gave no answer within 60 seconds")."""


@runtime_checkable  # the tools' context is checked by its fields
class StructuredWriter(Protocol):
    """`name`: of the model, for the answer. May be called from any thread but that of the event loop."""

    @property
    def name(self) -> str: ...

    def write(
        self, instructions: str, material: str, schema: dict[str, Any], *, seconds: float, tokens: int
    ) -> dict[str, Any]:
        """Waits at most `seconds` for at most `tokens` tokens. Raises WriterError; nothing else."""
        ...
