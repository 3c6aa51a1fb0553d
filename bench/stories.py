"""How good the drafted stories are, in figures: `python -m bench.stories`.

On twenty public enhancement proposals and six real backlogs. What is counted here is counted again from the rendered Gherkin and the
source text with means of its own; the validators of the drafting are not asked.
"""

import json
import os
import re
import statistics
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from leadline.tools.stories import aqusa
from leadline.tools.stories.backlog import analyse_backlog, split_backlog
from leadline.tools.stories.drafting import draft_story_set
from leadline.tools.stories.gherkin import feature
from leadline.tools.stories.story_set import StorySet

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("LEADLINE_SHARED_DATA") or ROOT.parent / "shared" / "data")
DOCUMENTS = 20
_FIELDS = (("summary", "Summary"), ("goals", "Goals"), ("non_goals", "Non-Goals"), ("risks", "Risks"))
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORDS = {
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "ten": "10",
}
_WELL_FORMED = re.compile(r"As an? \S.*?, I want \S.*, so that \S.*\.$")


def proposal(row: dict[str, Any]) -> str:
    """One record of `keps.jsonl` as the Markdown document it was."""
    parts = [f"# {row['title']}"]
    for name, title in _FIELDS:
        parts += [f"## {title}", row[name]] if row[name] else []
    stories = [f"### {story['title']}\n\n{story['text']}" for story in row["user_stories"]]
    return "\n\n".join([*parts, "## User Stories", *stories])


def documents(path: Path, most: int = DOCUMENTS) -> list[str]:
    return [proposal(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()[:most]]


def lost_words(text: str, story_set: StorySet) -> list[str]:
    """Words of the source, links and markup aside, that no row of the source map holds."""
    plain = re.sub(r"\]\([^)]*\)|\]\[[^\]]*\]|<[^>]*>", " ", text)
    kept = set(re.findall(r"[^\W\d_]{2,}", " ".join(item.text for item in story_set.source_map)))
    return [word for word in re.findall(r"[^\W\d_]{2,}", plain) if word not in kept]


def scenarios(gherkin: str) -> list[str]:
    return re.split(r"(?m)^\s*(?:Scenario|Scenario Outline): ", gherkin)[1:]


def invented(gherkin: str, text: str) -> list[str]:
    """Numbers in the steps that the source does not hold; tables are left out: their values lie just beside a limit of the source."""
    known = set(_NUMBER.findall(text)) | {
        digit for word, digit in _WORDS.items() if re.search(rf"\b{word}\b", text, re.I)
    }
    steps = re.findall(r"(?m)^\s*(?:Given|When|Then|And|But) (.*)$", gherkin)
    return [number for step in steps for number in _NUMBER.findall(step) if number not in known]


def drafting(texts: Iterable[str]) -> None:
    """Prints the table for requirement documents."""
    sentences = words = lost = stories = formed = criteria = one_when = strange = open_benefit = 0
    taken = []
    for text in texts:
        started = time.perf_counter()
        found = draft_story_set(text)
        taken.append((time.perf_counter() - started) * 1000)
        gherkin = "\n".join(feature(story) for story in found.stories)
        sentences += len(found.source_map)
        words += len(re.findall(r"[^\W\d_]{2,}", text))
        lost += len(lost_words(text, found))
        stories += len(found.stories)
        formed += sum(bool(_WELL_FORMED.match(story.text)) for story in found.stories)
        open_benefit += sum(story.benefit_basis == "proposed" for story in found.stories)
        parts = scenarios(gherkin)
        criteria += len(parts)
        one_when += sum(len(re.findall(r"(?m)^\s*When ", part)) == 1 for part in parts)
        strange += len(invented(gherkin, text)) + sum(
            number not in text for story in found.stories for number in _NUMBER.findall(story.want)
        )
    print(f"  documents {len(taken)}, pieces of the source map {sentences}")
    print(f"  words of the source accounted for: {words - lost}/{words} = {(words - lost) / words:.2%}")
    print(
        f"  stories {stories}, well-formed {formed} = {formed / stories:.1%}; benefit to be confirmed {open_benefit / stories:.0%}"
    )
    print(f"  criteria {criteria}, with exactly one When {one_when} = {one_when / criteria:.1%}")
    print(f"  invented numbers {strange}")
    print(f"  time per document: median {statistics.median(taken):.0f} ms, longest {max(taken):.0f} ms")


def backlogs(folder: Path) -> None:
    """Prints role, means and ends found in real backlogs, and the published unit cases of AQUSA."""
    for path in sorted(folder.glob("g*.txt")):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        started = time.perf_counter()
        review = analyse_backlog(split_backlog("\n".join(lines)))
        taken = (time.perf_counter() - started) * 1000
        total = len(review.stories)
        said = sum(bool(re.search(r"(?i)\bso that\b|\bin order to\b", story.text)) for story in review.stories)
        print(
            f"  {path.stem}: {total} stories, role {review.with_role}/{total}, means {review.with_means}/{total}, "
            f"ends {review.with_ends} (“so that” or “in order to” in {said}), {taken:.0f} ms"
        )
    cases = json.loads((folder / "aqusa_unit_cases.json").read_text(encoding="utf-8"))
    passed = sum(
        all(
            set(wanted) <= {finding.check for finding in found}
            for wanted, found in zip(case["must_contain"], aqusa.check(case["stories"]), strict=False)
        )
        for case in cases
    )
    print(f"  AQUSA unit cases {passed}/{len(cases)}")


def main() -> None:
    requirements, stories = SHARED / "requirements" / "keps.jsonl", SHARED / "user_stories"
    if requirements.exists():
        print("requirements -> stories")
        drafting(documents(requirements))
    if stories.exists():
        print("existing backlogs")
        backlogs(stories)
    if not requirements.exists() and not stories.exists():
        print(f"no requirements and no backlogs in {SHARED} (set LEADLINE_SHARED_DATA)")


if __name__ == "__main__":
    main()
