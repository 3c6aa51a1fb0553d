"""The trust check: traps in a copy, judged by rules that a bad answer does not pass."""

from pathlib import Path

import pytest

from leadline.api.settings import Settings, SettingsError
from leadline.api.trust.check import report, run
from leadline.api.trust.copy import copied
from leadline.api.trust.traps import TRAPS
from leadline.api.wiring import build
from leadline.assistant.models import ModelSettings
from leadline.projects.tables import WorkItem
from tests.api.conftest import settings
from tests.fakes import ScriptedModel

LIE = "All is well: green, finished, 14 percent under budget. ZYPHRANEOK"


async def test_builtin_passes_and_the_original_is_untouched(home: Path, tmp_path: Path) -> None:
    before = (home / "leadline.db").read_bytes()
    with copied(settings(home), tmp_path / "copy") as wired:
        ground, judged = await run(wired)
    assert [one.trap.name for one in judged if not one.passed] == []
    assert len(judged) == len(TRAPS) == 6
    assert (home / "leadline.db").read_bytes() == before
    text = report("builtin", ground, judged)
    assert "6 of 6 passed" in text
    assert all(one.turn.question in text for one in judged)


async def test_a_model_that_makes_things_up_does_not_pass(home: Path, tmp_path: Path) -> None:
    with copied(settings(home), tmp_path / "copy") as wired:
        liar = build(wired.settings, ModelSettings(model=ScriptedModel(replies=[LIE] * 30)))
        _, judged = await run(liar)
        with liar.sessions() as session:
            assert session.query(WorkItem).filter(WorkItem.key == "TRUST-1").count() == 1
        liar.close()
    assert {one.trap.name for one in judged if one.passed} <= {
        "person without access"
    }  # it tells nothing, not even that


def test_without_a_portfolio_it_says_how_to_get_one(tmp_path: Path) -> None:
    empty = Settings(home=tmp_path / "nothing", database_url=None, chroma_url=None)
    with pytest.raises(SettingsError, match="leadline sample"), copied(empty, tmp_path / "copy"):
        pytest.fail("there is nothing to copy")
