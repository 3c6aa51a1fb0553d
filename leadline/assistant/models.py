"""A model is named once, `builtin` or `provider:model`, and resolved here. An instance is accepted too: tests pass one."""

from dataclasses import dataclass
from typing import Literal

from langchain_core.language_models import BaseChatModel

from leadline.assistant.errors import ModelSettingError

BUILTIN = "builtin"
MAX_TOKENS = 2_000  # an answer is a page, not a book; small servers write until this limit when they lose the thread

ToolMode = Literal["auto", "native", "json"]


@dataclass(frozen=True)
class ModelSettings:
    """Which model answers and how it is spoken to.

    `tool_mode`: native = the endpoint's tool calls; json = one step at a time under a JSON schema; auto = native until the model
    shows that it cannot. `shortlist`: offer only the n most likely tools (0 = all).
    """

    model: str | BaseChatModel = BUILTIN
    api_key: str | None = None
    base_url: str | None = None
    tool_mode: ToolMode = "auto"
    shortlist: int = 0

    @property
    def name(self) -> str:
        return self.model if isinstance(self.model, str) else model_name(self.model)


def resolve_model(
    model: str | BaseChatModel, *, api_key: str | None = None, base_url: str | None = None
) -> BaseChatModel:
    """The chat model of a name. ModelSettingError if the provider is not installed or refuses the setting."""
    if isinstance(model, BaseChatModel):
        return model
    if model == BUILTIN:
        from leadline.assistant.builtin.model import BuiltinChatModel

        return BuiltinChatModel()
    provider, _, name = model.partition(":")
    if provider == "openai":
        return _openai(name, api_key, base_url)
    return _other(model)


async def close_model(model: BaseChatModel) -> None:
    """Close the connections that we opened for it."""
    client = getattr(model, "http_async_client", None)
    if client is not None:
        await client.aclose()


def is_builtin(model: BaseChatModel) -> bool:
    """The model-free assistant takes the run context as a setting and needs no help with its tool calls."""
    return model._llm_type == "leadline-builtin"


def model_name(model: BaseChatModel) -> str:
    if is_builtin(model):
        return BUILTIN
    return str(getattr(model, "model_name", None) or getattr(model, "model", None) or model._llm_type)


def _openai(name: str, api_key: str | None, base_url: str | None) -> BaseChatModel:
    import httpx2
    from pydantic import SecretStr

    from leadline.assistant.patience import PatientChatOpenAI, patience_for

    patience = patience_for(base_url)
    key = api_key or ("none" if base_url else "")
    if not key:
        raise ModelSettingError(
            f"The model openai:{name} needs a key.", "Set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own."
        )
    return PatientChatOpenAI(
        model=name,
        api_key=SecretStr(key),
        base_url=base_url,
        temperature=0,
        max_tokens=MAX_TOKENS,
        http_async_client=httpx2.AsyncClient(timeout=httpx2.Timeout(patience.total, connect=patience.connect)),
        max_retries=0,
        stream_usage=True,
        streaming=True,
        stream_chunk_timeout=None,
        patience=patience,
    )


def _other(model: str) -> BaseChatModel:
    from langchain.chat_models import init_chat_model

    try:
        made = init_chat_model(model, max_tokens=MAX_TOKENS)
    except ImportError as error:
        raise ModelSettingError(f"The provider of {model} is not installed: {error}.") from None
    except Exception as error:
        raise ModelSettingError(f"The model {model} cannot be used: {error}.") from None
    assert isinstance(made, BaseChatModel)
    return made
