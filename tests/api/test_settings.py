import datetime as dt
from pathlib import Path

import pytest

from leadline.api.settings import SettingsError, read_settings


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("HOME", "MODEL", "HOST", "PORT", "TODAY", "DATABASE_URL"):
        monkeypatch.delenv(f"LEADLINE_{name}", raising=False)
    monkeypatch.chdir(tmp_path)


def test_without_any_setting_it_works_offline_in_the_home_folder() -> None:
    settings = read_settings()
    assert settings.model == "builtin"
    assert settings.home == Path("~/.leadline").expanduser()
    assert settings.resolved_database_url.startswith("sqlite:///")


def test_the_data_folder_and_the_date_can_be_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LEADLINE_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("LEADLINE_TODAY", "2026-02-28")
    settings = read_settings()
    assert settings.resolved_database_url == f"sqlite:///{tmp_path / 'data' / 'leadline.db'}"
    assert settings.current_date() == dt.date(2026, 2, 28)


def test_an_empty_value_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEADLINE_MODEL", "")
    assert read_settings().model == "builtin"


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("LEADLINE_HOST", "0.0.0.0", "LEADLINE_AUTH=local has no login"),
        ("LEADLINE_PORT", "eighty", "LEADLINE_PORT"),
        ("LEADLINE_MODEL", "gpt", "provider:model"),
        ("LEADLINE_TODAY", "tomorrow", "LEADLINE_TODAY"),
        ("LEADLINE_AUTH", "none", "LEADLINE_AUTH"),
    ],
)
def test_a_wrong_setting_is_named_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=words):
        read_settings()
