"""Every benchmark, one after the other: `python -m bench` (minutes), or one of them: `python -m bench.server`."""

import importlib
import sys

BENCHES = (
    "server",
    "router",
    "ledger",
    "published",
    "critical_path",
    "monte_carlo",
    "levelling",
    "ingest",
    "stories",
    "search_speed",
    "search_quality",
)


def main() -> None:
    chosen = sys.argv[1:] or BENCHES
    del sys.argv[1:]  # each bench reads its own arguments
    for name in chosen:
        print(f"\n== {name}", flush=True)
        importlib.import_module(f"bench.{name}").main()


if __name__ == "__main__":
    main()
