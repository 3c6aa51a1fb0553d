"""The real server, started as a user starts it: time to the first page, time to ready, memory, own overhead of a turn.

python -m bench.server
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

PORT = 8765
QUESTIONS = (
    "which projects are red or amber?",
    "how is {name} doing?",
    "budget of {name}",
    "critical path for {name}",
    "open risks of {name}",
    "what did past data migrations teach us",
    "write user stories for: customers can track their parcel and change the delivery day",
    "which items on {name} have no owner",
)
ROUNDS = 6


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"LEADLINE_HOME": home, "LEADLINE_PORT": str(PORT), "LEADLINE_MODEL": "builtin"}
        command = [sys.executable, "-m", "leadline.api.cli"]
        began = time.perf_counter()
        subprocess.run([*command, "sample"], env=environment, check=True, stdout=subprocess.DEVNULL)
        print(f"load the sample portfolio   {time.perf_counter() - began:6.1f} s")
        began = time.perf_counter()
        server = subprocess.Popen([*command, "serve"], env=environment, stdout=subprocess.DEVNULL)
        try:
            wait_for("/")
            print(f"start to first page         {time.perf_counter() - began:6.1f} s   (goal < 3 s)")
            measure_turns()
            print(f"memory of the server        {memory_mb(server.pid):6.0f} MB  (goal < 500 MB)")
        finally:
            server.terminate()
            server.wait(timeout=10)


def wait_for(path: str) -> None:
    for _ in range(3000):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}{path}", timeout=5).read()
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.01)
    raise SystemExit("the server did not come up")


def measure_turns() -> None:
    """Wall time over HTTP with the model-free assistant: all of it is our own overhead."""
    projects = json.load(urllib.request.urlopen(f"http://127.0.0.1:{PORT}/api/projects"))["items"]
    name = projects[0]["name"]
    times: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        for question in QUESTIONS:
            began = time.perf_counter()
            ask(question.format(name=name))
            times.setdefault(question, []).append(1000 * (time.perf_counter() - began))
    warm = [value for values in times.values() for value in values[1:]]
    for question, values in times.items():
        print(f"  {statistics.median(values[1:]):7.0f} ms  first {values[0]:7.0f} ms  {question}")
    p95 = statistics.quantiles(warm, n=20)[-1]
    print(
        f"turn, warm (n={len(warm)})          p50 {statistics.median(warm):.0f} ms, p95 {p95:.0f} ms   (goal p50 < 60, p95 < 150)"
    )


def ask(message: str) -> None:
    request = urllib.request.Request(
        f"http://127.0.0.1:{PORT}/api/ask",
        data=json.dumps({"message": message}).encode(),
        headers={"Content-Type": "application/json"},
    )
    turn = json.load(urllib.request.urlopen(request, timeout=60))
    if turn["status"] != "done":
        raise SystemExit(f"{message}: {turn}")


def memory_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))


if __name__ == "__main__":
    main()
