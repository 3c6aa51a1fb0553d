"""The published unit cases of AQUSA and the parts of real backlogs."""

import json

import pytest

from leadline.tools.stories import aqusa
from leadline.tools.stories.backlog import analyse_backlog, split_backlog
from tests.shared_data import shared_data


def _checks(*stories: str) -> list[set[str]]:
    return [{finding.check for finding in found} for found in aqusa.check(stories)]


def test_clean_story_has_no_defect() -> None:
    assert _checks("As a clerk, I want to file a form, so that it is found again") == [set()]


@pytest.mark.parametrize(
    ("story", "check"),
    [
        ("Clerk wants to file a form, so that it is found", "well_formed.no_role"),
        ("As a clerk, I file a form, so that it is found", "well_formed.no_means"),
        ("As a clerk I want to file a form so that it is found", "well_formed.no_comma"),
        ("As a clerk, I want to file a form so that it is found", "well_formed.ends_one_comma"),
        ("As a clerk, I want to file a form", "well_formed.no_ends"),
        ("As a clerk, I want to file a form and print a label, so that it is found", "atomic.conjunctions"),
        ("As a clerk, I want to file a form (in red), so that it is found", "minimal.brackets"),
        ("As a clerk, I want to file a form, so that it is found. See the manual", "minimal.punctuation"),
    ],
)
def test_defect_is_named(story: str, check: str) -> None:
    assert check in _checks(story)[0]


def test_identical_stories_are_not_unique() -> None:
    story = "As a clerk, I want to file a form, so that it is found"
    assert all("unique.identical" in found for found in _checks(story, story))


@pytest.mark.shared
def test_published_unit_cases() -> None:
    for case in json.loads((shared_data("user_stories") / "aqusa_unit_cases.json").read_text()):
        for expected, found in zip(case["must_contain"], _checks(*case["stories"]), strict=False):
            assert set(expected) <= found, case["stories"]


@pytest.mark.shared
@pytest.mark.parametrize(
    "name",
    [
        "g02-federalspending",
        "g08-frictionless",
        "g13-planningpoker",
        "g18-neurohub",
        "g23-archivesspace",
        "g27-culrepo",
    ],
)
def test_role_and_means_of_a_real_backlog_are_recognised(name: str) -> None:
    stories = split_backlog((shared_data("user_stories") / f"{name}.txt").read_text())
    review = analyse_backlog(stories)
    assert review.with_role >= 0.99 * len(stories)
    assert review.with_means >= 0.98 * len(stories)
    assert review.with_ends >= sum("so that" in story for story in stories)
