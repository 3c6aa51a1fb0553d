"""Which stories a person means: by number, place, priority, role or a word of the title."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from leadline.tools.stories.similarity import content
from leadline.tools.stories.story_set import Story

ALL = re.compile(
    r"(?:all|everything|every one|each|them|these|those|they|both|the (?:whole )?(?:set|lot))"
    r"(?: of (?:them|these|it))?(?: stories| of the stories)?|(?:all |all the |the |every )?stor(?:y|ies)",
    re.I,
)
THAT = re.compile(
    r"(?:it|that|this|that one|this one|the (?:last|new|changed) one|that story|this story|the new story)", re.I
)
_SPELLED = "zero one two three four five six seven eight nine ten eleven twelve"
NUMBERS = {word: n for n, word in enumerate(_SPELLED.split()) if n}
ORDINALS = {
    word: place
    for place, words in enumerate(("first 1st", "second 2nd", "third 3rd", "fourth 4th", "fifth 5th", "sixth 6th"), 1)
    for word in words.split()
} | {"last": -1}
NOISE = re.compile(
    r"\b(?:the|user|stor(?:y|ies)|us|ones?|number|no|nr|and|with|to|into|through|about|for|on|of|that|which|is|are|called|"
    r"titled|thing|item|also|both|all|where|can|an?)\b|[#&+,.-]",
    re.I,
)
LEVELS = {"must": "Must", "should": "Should", "could": "Could", "wont": "Won't", "won't": "Won't"}


class UnclearError(Exception):
    """Which story is meant cannot be told. `choices`: ids of those that fit, if several do."""

    def __init__(self, message: str, choices: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.message, self.choices = message, choices


@dataclass(frozen=True)
class Place:
    """The stories of a set, and those that the last edit touched ("it")."""

    stories: Sequence[Story]
    focus: Sequence[str] = ()


def meant(words: str, place: Place) -> tuple[Story, ...]:
    """The stories in the order in which they are named. UnclearError says what there is to choose from."""
    told = words.strip().lower().replace("’", "'")
    if not place.stories:
        raise UnclearError("The set has no story.")
    if not told or ALL.fullmatch(told):
        return tuple(place.stories)
    if THAT.fullmatch(told):
        return _that(place)
    if level := re.fullmatch(
        r"(?:all )?(?:the )?(must|should|could|wo ?n'?t)(?:[- ]?haves?|s)?(?: stories| ones)?", told
    ):
        return _of_priority(LEVELS[level.group(1).replace(" ", "")], place)
    if numbered := _numbered(told, place):
        return numbered
    if whose := _of_role(told, place):
        return whose
    return (_named(told, place),)


def _that(place: Place) -> tuple[Story, ...]:
    found = [story for story in place.stories if story.id in place.focus]
    if len(place.stories) == 1:
        return tuple(place.stories)
    if len(found) != 1:
        raise UnclearError("Which story do you mean?", tuple(story.id for story in (found or place.stories)))
    return tuple(found)


def _of_priority(level: str, place: Place) -> tuple[Story, ...]:
    found = tuple(story for story in place.stories if story.priority == level)
    if not found:
        raise UnclearError(f"No story of the set is a {level}.")
    return found


def _numbered(told: str, place: Place) -> tuple[Story, ...]:
    """ "3", "US-3", "1 and 2", "2-4", "story three", "the third story", "the last one"; empty if the words are no numbers."""
    spelled = re.sub(
        r"[a-z]+", lambda found: str(NUMBERS.get(found.group(0), found.group(0))), re.sub(r"\bones?\b", "", told)
    )
    spelled = re.sub(r"\bus[- ]?(?=\d)", "", spelled)
    spelled = re.sub(r"(\d+)\s*(?:-|to|through|until)\s*(\d+)", _range, spelled)
    if (
        re.search(r"\d", told)
        and re.search(r"\bus-?\d", told) is None
        and NOISE.sub("", re.sub(r"\d+", "", spelled)).strip()
    ):
        return ()
    numbers = [int(number) for number in re.findall(r"\b\d+\b", spelled)]
    if numbers:
        return tuple(_by_number(number, place) for number in dict.fromkeys(numbers))
    rest = re.findall(r"[a-z0-9]+", NOISE.sub(" ", told))
    if rest and all(word in ORDINALS for word in rest):
        return tuple(_at(ORDINALS[word], place) for word in rest)
    return ()


def _range(found: re.Match[str]) -> str:
    first, last = int(found.group(1)), int(found.group(2))
    return " ".join(str(n) for n in range(first, last + 1)) if first < last <= first + 500 else f"{first} {last}"


def _by_number(number: int, place: Place) -> Story:
    for story in place.stories:
        if story.id == f"US-{number}":
            return story
    raise UnclearError(f"There is no US-{number} in the set; it has {listed(place.stories)}.")


def _at(position: int, place: Place) -> Story:
    if position > len(place.stories):
        raise UnclearError(f"The set has only {len(place.stories)} stories: {listed(place.stories)}.")
    return place.stories[position if position < 0 else position - 1]


def _of_role(told: str, place: Place) -> tuple[Story, ...]:
    """ "The supplier stories", "all of the approver": everything that this person gets."""
    several = re.search(r"\b(?:stories|ones|all)\b", told)
    asked = content(re.sub(r"\b(?:stories|ones|all|the|of|for)\b", " ", told))
    return tuple(story for story in place.stories if several and asked and asked == content(story.role))


def _named(told: str, place: Place) -> Story:
    plain = NOISE.sub(" ", told).strip()
    scored = sorted(
        ((_likeness(plain, story), n) for n, story in enumerate(place.stories)), key=lambda pair: (-pair[0], pair[1])
    )
    best = scored[0][0]
    if not plain or best < 0.5:
        raise UnclearError(f"No story of the set is about “{told}”; it has {listed(place.stories)}.")
    near = [place.stories[n] for score, n in scored if score >= best - 0.05]
    if len(near) > 1:
        raise UnclearError(f"“{told}” fits more than one story. Which one?", tuple(story.id for story in near[:8]))
    return near[0]


def _likeness(plain: str, story: Story) -> float:
    """Share of the words that stand in the story, the title counting more; a typo counts nearly as much."""
    wanted = plain.split()
    title, rest = f"{story.title} {story.want}".lower(), f"{story.role} {story.benefit}".lower()
    return sum(max(_stands(word, title), 0.8 * _stands(word, rest)) for word in wanted) / len(wanted) if wanted else 0.0


def _stands(word: str, text: str) -> float:
    if content(word) & content(text) or word in text.split():
        return 1.0
    best = max((fuzz.ratio(word, other) for other in re.findall(r"\w+", text) if len(other) > 3), default=0.0)
    return 0.9 if best >= 84 else 0.0


def listed(stories: Sequence[Story]) -> str:
    """ "US-1 (Upload an invoice), US-2 (…)", the first eight."""
    shown = ", ".join(f"{story.id} ({story.title})" for story in stories[:8])
    left = len(stories) - 8
    return f"{shown} and {left} more" if left > 0 else shown
