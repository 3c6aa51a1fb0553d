"""The one reader of the environment. Names and meanings are a contract: see the README's table."""

import datetime as dt
from functools import cached_property
from ipaddress import ip_address
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class SettingsError(Exception):
    """A setting is wrong; the message names it, says what is allowed, and is meant for the person who set it."""


class Settings(BaseSettings):
    """Everything that can be set. Empty values count as not set."""

    model_config = SettingsConfigDict(
        env_prefix="LEADLINE_",
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        populate_by_name=True,
    )

    home: Path = Field(default=Path("~/.leadline"), description="data folder")
    database_url: str | None = Field(
        default=None, description="PostgreSQL or SQLite; default: a SQLite file in the data folder"
    )
    chroma_url: str | None = Field(default=None, description="Chroma server; default: embedded, in the data folder")
    model: str = Field(default="builtin", description="`builtin` or `provider:model`")
    openai_api_key: str | None = Field(default=None, validation_alias="OPENAI_API_KEY")
    openai_base_url: str | None = Field(default=None, validation_alias="OPENAI_BASE_URL")
    embeddings: str = Field(default="local", description="`local` or `provider:model`")
    tool_mode: Literal["auto", "native", "json"] = Field(default="auto", description="how a language model calls tools")
    tool_shortlist: int = Field(default=0, ge=0, description="offer only the n most likely tools; 0 = all")
    auth: Literal["local", "token", "oidc"] = "local"
    turns_at_once: int | None = Field(default=None, ge=1, description="per person; default: 2 where people sign in")
    turn_seconds: float = Field(default=600, gt=0, description="a turn that takes longer is ended")
    turn_tokens: int | None = Field(default=None, ge=1, description="language-model tokens of one turn")
    daily_tokens: int | None = Field(default=None, ge=1, description="language-model tokens of one person a day")
    workspace_daily_tokens: int | None = Field(default=None, ge=1, description="the same of everybody together")
    public_url: str | None = Field(default=None, description="the address people use, behind a proxy")
    oidc_issuer: str | None = Field(default=None, description="identity provider (LEADLINE_AUTH=oidc)")
    oidc_client_id: str | None = None
    oidc_client_secret: str | None = None
    token: str | None = Field(default=None, description="who `leadline mcp` asks for, where people sign in")
    today: dt.date | None = Field(default=None, description="fixes the clock for tests and demonstrations")
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    workers: int = Field(default=1, ge=1)

    @field_validator("home")
    @classmethod
    def _expand(cls, value: Path) -> Path:
        return value.expanduser().absolute()

    @field_validator("model")
    @classmethod
    def _known_form(cls, value: str) -> str:
        if value != "builtin" and ":" not in value:
            raise ValueError(f"'{value}' is neither 'builtin' nor 'provider:model' (for example 'openai:gpt-5-mini')")
        return value

    @model_validator(mode="after")
    def _local_stays_local(self) -> "Settings":
        if self.auth == "local" and not _is_loopback(self.host):
            raise ValueError(
                f"LEADLINE_AUTH=local has no login, so it listens on this machine only; LEADLINE_HOST={self.host} would open it "
                "to the network. Set LEADLINE_HOST=127.0.0.1"
            )
        return self

    @model_validator(mode="after")
    def _oidc_is_complete(self) -> "Settings":
        if self.auth == "oidc" and not (self.oidc_issuer and self.oidc_client_id):
            raise ValueError("LEADLINE_AUTH=oidc needs LEADLINE_OIDC_ISSUER and LEADLINE_OIDC_CLIENT_ID")
        return self

    @property
    def public_host(self) -> str | None:
        return urlsplit(self.public_url).hostname if self.public_url else None

    @cached_property
    def resolved_database_url(self) -> str:
        return self.database_url or f"sqlite:///{self.home / 'leadline.db'}"

    @property
    def index_path(self) -> Path | None:
        return None if self.chroma_url else self.home / "index"

    def current_date(self) -> dt.date:
        return self.today or dt.date.today()


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def read_settings() -> Settings:
    """The settings from the environment and `.env`; SettingsError with one line a problem."""
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError("; ".join(_in_words(problem) for problem in error.errors())) from None


def _in_words(problem: object) -> str:
    assert isinstance(problem, dict)
    place = ".".join(str(part) for part in problem["loc"])
    name = place if place.isupper() else f"LEADLINE_{place.upper()}"
    text = str(problem["msg"]).removeprefix("Value error, ")
    return f"{name}: {text}" if place else text
