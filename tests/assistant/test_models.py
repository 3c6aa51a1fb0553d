"""A model is named once; what cannot be used is told in words."""

from pathlib import Path

import pytest

from leadline.assistant.errors import ModelSettingError
from leadline.assistant.models import ModelSettings, resolve_model
from leadline.assistant.patience import LOCAL_PATIENCE, Patience, patience_for
from leadline.projects.access import LOCAL_USER
from tests.assistant.desk import desk
from tests.fakes import ScriptedModel


class PosingAsBuiltin(ScriptedModel):
    """A scripted model in the place of the model-free assistant."""

    @property
    def _llm_type(self) -> str:
        return "leadline-builtin"


def test_a_hosted_model_without_a_key_is_refused_with_the_settings_name() -> None:
    with pytest.raises(ModelSettingError) as caught:
        resolve_model("openai:gpt-5-mini")
    assert "OPENAI_API_KEY" in caught.value.hint


def test_a_provider_that_is_not_installed_is_named() -> None:
    with pytest.raises(ModelSettingError, match="nowhere:model"):
        resolve_model("nowhere:model")


def test_a_model_on_the_same_machine_gets_more_time() -> None:
    assert patience_for("http://127.0.0.1:8181/v1") == LOCAL_PATIENCE
    assert patience_for("https://models.example.org/v1") == Patience(connect=5, first=60, idle=30, total=180)
    assert patience_for(None) == Patience()


async def test_a_model_that_cannot_be_made_fails_the_turn_in_words(tmp_path: Path) -> None:
    async with desk(tmp_path, ModelSettings(model="nowhere:model")) as chat:
        turn = await chat.ask(LOCAL_USER, None, "Hello")
    assert turn.status == "failed"
    assert turn.error is not None
    assert turn.error["code"] == "model_setting"


async def test_the_model_free_assistant_gets_the_run_context_and_the_bare_question(tmp_path: Path) -> None:
    model = PosingAsBuiltin(replies=["Hello"])
    async with desk(tmp_path, model) as chat:
        turn = await chat.ask(LOCAL_USER, None, "Good morning", project="ATL")
    assert turn.model == "builtin"
    assert model.settings[0]["leadline_context"].project == "ATL"
    assert model.settings[0]["leadline_context"].access == LOCAL_USER
    assert model.seen[0][-1].text == "Good morning"


async def test_only_likely_tools_are_offered_when_a_shortlist_is_set(tmp_path: Path) -> None:
    model = ScriptedModel(replies=["Hello"])
    async with desk(tmp_path, ModelSettings(model=model, shortlist=1)) as chat:
        await chat.ask(LOCAL_USER, None, "What is the budget of Atlas and how much is spent?")
    assert model.offered == [["get_budget"]]
