"""What the README and ARCHITECTURE promise is there."""

import re
from pathlib import Path

from typer.main import get_command

from leadline.api.cli.app import app
from leadline.api.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_setting_is_in_the_readme_with_its_default() -> None:
    documented = set(re.findall(r"`((?:LEADLINE|OPENAI)_[A-Z_]+)`", README))
    names = {field.validation_alias or f"LEADLINE_{name.upper()}" for name, field in Settings.model_fields.items()}
    assert documented == names


def test_every_command_of_the_readme_exists() -> None:
    commands = set(get_command(app).commands)  # type: ignore[attr-defined]
    shown = set(re.findall(r"^leadline (\w+)", README, flags=re.MULTILINE))
    assert shown
    assert shown <= commands


def test_every_make_verb_of_the_documents_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    verbs = set(re.findall(r"^([a-z-]+):", makefile, flags=re.MULTILINE))
    text = README + (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert set(re.findall(r"`make ([a-z-]+)`", text)) <= verbs
    assert {"run", "test", "check", "lint", "types", "fix", "bench", "evals", "setup"} <= verbs


def test_every_path_of_the_architecture_exists() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    paths = {path for path in re.findall(r"`((?:leadline|docs|bench|tests)/[\w./-]+)`", text) if "<" not in path}
    assert paths
    assert [path for path in sorted(paths) if not (ROOT / path).exists()] == []
