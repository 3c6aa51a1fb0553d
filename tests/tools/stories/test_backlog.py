from leadline.tools.stories.backlog import analyse_backlog, split_backlog


def test_lines_that_go_on_are_joined_and_marks_taken_off() -> None:
    text = (
        "#G1# As a clerk, I want to store the id\n#G1# to support later checks.\n- As a clerk, I want to print labels."
    )
    assert split_backlog(text) == [
        "As a clerk, I want to store the id to support later checks.",
        "As a clerk, I want to print labels.",
    ]


def test_review_counts_parts_and_finds_twins() -> None:
    review = analyse_backlog(
        [
            "As a clerk, I want to print shipping labels, so that parcels leave on time.",
            "As a clerk, I want to print the shipping labels.",
            "Better performance",
        ]
    )
    assert (review.with_role, review.with_means, review.with_ends) == (2, 2, 1)
    assert review.stories[0].duplicates[0].other == "story 2"
    assert "well_formed.no_role" in {finding.check for finding in review.stories[2].findings}
    assert review.summary.startswith("1 of 3 stories have no serious defect")


def test_empty_backlog_is_said() -> None:
    assert analyse_backlog([]).summary == "The backlog is empty."
