"""`python -m bench.safety [--full]`: the table of what was attacked, how often, and what got through. Exit code 1 if anything did."""

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.safety import served
from bench.safety.hijack import hijack
from bench.safety.kill import kill
from bench.safety.planted import attacks
from bench.safety.race import race
from bench.safety.records import fresh, proposal
from bench.safety.tamper import tamper
from bench.safety.undoing import undone
from leadline.api import postgres
from leadline.tools.registry import TOOLS
from tests.shared_data import SHARED


@dataclass(frozen=True)
class Sizes:
    rounds: int = 200
    kills: int = 10
    manipulations: int = 50
    turns: int = 200
    calls: int = 1_500
    requests: int = 8  # of each operation of the OpenAPI document
    cuts: int = 20
    pairs: bool = False


FULL = Sizes(10_000, 1_000, 1_000, 100_000, 50_000, 800, 1_000, True)
Result = tuple[int, str]  # what got through, and "of N what"


def main() -> None:
    sizes = FULL if "--full" in sys.argv else Sizes()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        attempts: list[tuple[str, Callable[[], Result]]] = [
            ("hijacked model: tables changed without a person", lambda: _hijack(folder, sizes.turns)),
            ("foreign rows shown by a tool", lambda: _foreign(folder, sizes.calls)),
            ("32 approvers at once, SQLite: not applied exactly once", lambda: _race(folder, sizes.rounds)),
            ("32 approvers at once, PostgreSQL: the same", lambda: _race_on_postgresql(folder, sizes.rounds)),
            ("kill -9 of the server: lost, half-applied, doubled", lambda: _kill(folder, sizes.kills)),
            ("undo: records not as before", lambda: _undo(sizes.pairs)),
            ("audit tampering missed", lambda: _tamper(folder, sizes.manipulations)),
            ("cut stream not resumed byte for byte", lambda: _cut(folder, sizes.cuts)),
            ("broken request (Schemathesis) answered with 5xx", lambda: _fuzz(folder, sizes.requests)),
            ("hostile file not refused at once", lambda: _files(folder)),
        ]
        through = [_line(what, attack) for what, attack in attempts]
    print("0 of N bounds the rate at 3/N, no lower (95 %).")
    sys.exit(1 if any(through) else 0)


def _line(what: str, attack: Callable[[], Result]) -> int:
    begun = time.perf_counter()
    through, of = attack()
    print(
        f"{through if of else '–':>4}  {what}: {of or postgres.ABSENT}  ({time.perf_counter() - begun:.0f} s)",
        flush=True,
    )
    return through


def _hijack(folder: Path, turns: int) -> Result:
    public = SHARED / "attacks"
    there = public if public.exists() else None
    told = hijack(fresh(f"sqlite:///{folder / 'hijack.db'}", 3), turns, attacks(there))
    if there is None:
        print(f"      only our own attack texts: no attacks in {SHARED} (set LEADLINE_SHARED_DATA)")
    print(
        f"      {told.calls} tool calls; planted texts came back from {told.documents} documents and were obeyed in "
        f"{told.obeyed} turns ({told.met} of {told.texts} different texts);\n"
        f"      {told.proposals} proposals, {told.decided} of them decided"
    )
    return told.changed + told.decided, f"of {turns} turns"


def _foreign(folder: Path, wanted: int) -> Result:
    leaked, tried, control = served.foreign_rows(folder / "foreign", wanted)
    print(f"      {control} of {len(TOOLS)} tools did show such a row to its owner")
    return leaked, f"of {tried} calls"


def _race(folder: Path, rounds: int) -> Result:
    return race(fresh(f"sqlite:///{folder / 'race.db'}"), rounds), f"of {rounds} rounds"


def _race_on_postgresql(folder: Path, rounds: int) -> Result:
    if postgres.binaries() is None:
        return 0, ""
    server = postgres.start(folder / "postgres")
    try:
        return race(fresh(server.url), rounds), f"of {rounds} rounds"
    finally:
        server.stop()


def _kill(folder: Path, times: int) -> Result:
    told = kill(folder / "kill", times)
    return told.bad, f"of {told.acknowledged} acknowledged approvals in {told.kills} kills"


def _undo(pairs: bool) -> Result:
    bad, tried = undone(pairs=pairs)
    return bad, f"of {tried} change sets" + (" and pairs of them" if pairs else "")


def _tamper(folder: Path, times: int) -> Result:
    sessions = fresh(f"sqlite:///{folder / 'audit.db'}", 10)
    for number in range(1, 11):
        proposal(sessions, f"ATL-{number}", "Changed")
    return times - tamper(sessions, times), f"of {times} manipulations"


def _cut(folder: Path, cuts: int) -> Result:
    return served.streams(folder / "streams", cuts), f"of {cuts} cuts"


def _fuzz(folder: Path, each: int) -> Result:
    failed, sent = served.broken_requests(folder / "fuzz", each)
    return failed, f"of {sent} requests"


def _files(folder: Path) -> Result:
    bad, tried, megabytes, seconds = served.hostile_files(folder / "files")
    return bad, f"of {tried} files; server grew {megabytes:.0f} MB at most, {seconds:.1f} s at most"


if __name__ == "__main__":
    main()
