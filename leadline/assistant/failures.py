"""From whatever a provider's client raises to our errors, in words for the person who asked."""

import asyncio

from langchain_core import exceptions as langchain

from leadline.assistant.errors import (
    AssistantError,
    ContextTooLongError,
    ModelError,
    ModelOverloadedError,
    ModelRefusedError,
    ModelTimeoutError,
    ModelUnknownError,
    ModelUnreachableError,
)

TOO_LONG = (
    "context_length",
    "context length",
    "context size",
    "maximum context",
    "prompt is too long",
    "too many tokens",
)


def in_words(error: BaseException, model: str) -> AssistantError:
    """The error that the asker sees. What is none of the model's is a defect of ours and says so."""
    import openai  # here: most of a second to import, and needed only when something has failed

    match error:
        case AssistantError():
            return error
        case langchain.ContextOverflowError():
            return _too_long()
        case openai.APITimeoutError() | langchain.ModelTimeoutError() | asyncio.TimeoutError():
            return ModelTimeoutError(f"The language model ({model}) took too long.")
        case openai.APIConnectionError() | langchain.ModelConnectionError() | ConnectionError():
            return ModelUnreachableError(
                f"The language model ({model}) cannot be reached.",
                "Check that its server runs and that OPENAI_BASE_URL is right. Try again, or have it answered without a "
                'language model (model "builtin").',
            )
        case openai.APIStatusError():
            return _by_status(error.status_code, str(error), model)
        case openai.APIError():
            return _by_words(str(error), model)
        case langchain.ModelError():
            return _by_words(str(error), model)
        case _:
            return _by_module(error, model)


def _by_status(status: int, text: str, model: str) -> AssistantError:
    if status in (401, 403):
        return ModelRefusedError(
            f"The language model ({model}) refused the key (HTTP {status}).",
            'Check OPENAI_API_KEY, or have it answered without a language model (model "builtin").',
        )
    if status == 404:
        return ModelUnknownError(
            f"The endpoint does not know the model {model} (HTTP 404).", "Check LEADLINE_MODEL and OPENAI_BASE_URL."
        )
    if status == 429:
        return ModelOverloadedError(f"The language model ({model}) takes no more requests now (HTTP 429).")
    if status >= 500:
        return ModelOverloadedError(f"The language model ({model}) has trouble (HTTP {status}).")
    return _by_words(text, model, status)


def _by_words(text: str, model: str, status: int | None = None) -> AssistantError:
    if any(words in text.lower() for words in TOO_LONG):
        return _too_long()
    number = f" (HTTP {status})" if status else ""
    return ModelError(f"The language model ({model}) did not accept the request{number}: {_short(text)}")


def _too_long() -> AssistantError:
    return ContextTooLongError(
        "The conversation is too long for this language model.",
        'Start a new conversation, attach less, or have it answered without a language model (model "builtin").',
    )


def _by_module(error: BaseException, model: str) -> AssistantError:
    if type(error).__module__.split(".")[0] in ("httpx", "httpx2", "httpcore", "httpcore2"):
        return ModelUnreachableError(f"The connection to the language model ({model}) broke.")
    failed = AssistantError(
        "Something went wrong inside Leadline. Your message is kept, nothing was changed.",
        "Try again; the server's log has the details.",
    )
    failed.code = "internal_error"
    return failed


def _short(text: str, limit: int = 200) -> str:
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[:limit]}…"
