"""Where the real data lies that some tests measure against; they skip with a reason where it is absent."""

import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("LEADLINE_SHARED_DATA") or Path(__file__).resolve().parents[2] / "shared" / "data")


def shared_data(name: str) -> Path:
    """The folder or file `name` of the shared data, or a skip that says where it was looked for."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"no {name} in {SHARED} (set LEADLINE_SHARED_DATA)")
    return path
