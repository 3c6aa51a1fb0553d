"""The matcher on sentences that it was never trained on, and on what people really type."""

from pathlib import Path

import pytest

from leadline.assistant.builtin.examples import expand, fingerprint, patterns
from leadline.assistant.builtin.understanding.matcher import Matcher, Weights
from leadline.assistant.builtin.understanding.names import Named
from leadline.assistant.builtin.understanding.reader import Reader
from leadline.knowledge.minilm.model import MiniLM
from tests.assistant.builtin.expected import fits, sentences
from tests.shared_data import shared_data

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(Matcher(embedder=MiniLM()))


def wrong(reader: Reader, file: Path) -> list[str]:
    return [
        f"{sentence!r}: {reader.ask(Named(sentence, sentence, ())).intent}, expected {expected}"
        for expected, sentence in sentences(file)
        if not fits(expected, reader.ask(Named(sentence, sentence, ())).intent)
    ]


@pytest.mark.parametrize("name", ["heldout.tsv", "blind.tsv"])
def test_unseen_sentences_find_their_tool(reader: Reader, name: str) -> None:
    errors = wrong(reader, HERE / name)
    assert len(errors) <= 0.03 * len(sentences(HERE / name)), "\n".join(errors)


def test_works_without_the_embedding() -> None:
    errors = wrong(Reader(Matcher(embedder=None)), HERE / "heldout.tsv")
    assert len(errors) <= 0.08 * len(sentences(HERE / "heldout.tsv")), "\n".join(errors)


@pytest.mark.shared
def test_what_people_type_finds_its_tool(reader: Reader) -> None:
    file = shared_data("utterances") / "single.tsv"
    errors = wrong(reader, file)
    assert len(errors) <= 0.03 * len(sentences(file)), "\n".join(errors)


def test_the_weights_are_those_of_the_examples() -> None:
    hint = "run: python -m leadline.assistant.builtin.understanding.train"
    assert Weights.load().fingerprint == fingerprint(), hint


def test_no_held_out_sentence_is_an_example() -> None:
    trained = {sentence.lower() for lines in patterns().values() for line in lines for sentence in expand(line)}
    held_out = {sentence.lower() for name in ("heldout.tsv", "blind.tsv") for _, sentence in sentences(HERE / name)}
    shared = held_out & trained
    assert len(shared) < 0.08 * len(held_out), sorted(shared)  # short ones ("help", "thx") are said in one way only


def test_a_pattern_shows_every_alternative() -> None:
    assert set(expand("(budget|costs) of {P} (please|)")) == {"budget of {P} please", "costs of {P}"}


@pytest.mark.parametrize(
    ("typed", "read"),
    [("stauts of {P}", "status of {P}"), ("mielstones", "milestones"), ("burndwon chart", "burndown chart")],
)
def test_obvious_typos_are_put_right(typed: str, read: str) -> None:
    assert Matcher().spelled(typed) == read
