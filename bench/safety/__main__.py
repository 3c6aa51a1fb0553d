"""`python -m bench.safety [--full]`: the table of what was attacked, how often, and what got through. Exit code 1 if anything did."""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.safety.hijack import hijack
from bench.safety.kill import kill
from bench.safety.race import race
from bench.safety.records import fresh, proposal
from bench.safety.tamper import tamper
from leadline.api import postgres


def main() -> None:
    full = "--full" in sys.argv
    rounds, turns, kills, manipulations = (10_000, 100_000, 1_000, 1_000) if full else (200, 1_000, 10, 50)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        results = [
            _line(f"32 approvers at once, SQLite: not applied exactly once, of {rounds} rounds",
                  lambda: race(fresh(f"sqlite:///{folder / 'race.db'}"), rounds)),
            _race_on_postgresql(folder, rounds),
            _line(f"kill -9 of the server: lost, half-applied or doubled, of {kills} kills", lambda: _kill(folder, kills)),
            _line(f"audit tampering missed, of {manipulations}", lambda: _tamper(folder, manipulations)),
            _line(f"hijacked model: tables changed without a person, in {turns} turns", lambda: _hijack(folder, turns)),
        ]  # fmt: skip
    sys.exit(1 if any(results) else 0)


def _line(what: str, attack: Callable[[], int]) -> int:
    begun = time.perf_counter()
    through = attack()
    print(f"{through:>5}  {what}  ({time.perf_counter() - begun:.0f} s)", flush=True)
    return through


def _race_on_postgresql(folder: Path, rounds: int) -> int:
    if postgres.binaries() is None:
        print(f"    –  32 approvers at once, PostgreSQL: not measured. {postgres.ABSENT}")
        return 0
    server = postgres.start(folder / "postgres")
    try:
        what = f"32 approvers at once, PostgreSQL: not applied exactly once, of {rounds} rounds"
        return _line(what, lambda: race(fresh(server.url), rounds))
    finally:
        server.stop()


def _kill(folder: Path, times: int) -> int:
    told = kill(folder / "kill", times)
    print(f"       {told}")
    return told.bad


def _hijack(folder: Path, turns: int) -> int:
    changed, calls, proposals = hijack(fresh(f"sqlite:///{folder / 'hijack.db'}", 3), turns)
    print(f"       {calls} tool calls, {proposals} proposals, all still waiting for a person")
    return changed


def _tamper(folder: Path, times: int) -> int:
    sessions = fresh(f"sqlite:///{folder / 'audit.db'}", 10)
    for number in range(1, 11):
        proposal(sessions, f"ATL-{number}", "Changed")
    return times - tamper(sessions, times)


if __name__ == "__main__":
    main()
