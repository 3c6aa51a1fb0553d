"""Words as the lexical index sees them: lower case, no accents, no stop words, English stems (Snowball, Porter 2001).

Stop words go and stems are made here, not in the database, so that SQLite and PostgreSQL hold the same terms and so that document
lengths count content words only: on public collections that lifts full-text search to a good BM25.
"""

import re
import threading
import unicodedata
from functools import lru_cache

import Stemmer  # type: ignore[import-not-found]

_OUT_OF_SCOPE = re.compile(
    r"\bout[ -]of[ -]scope\b"
)  # one word: as three it would be lost among stop words, and mean its opposite
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_FUNCTION_WORDS = """
    a about above after again against all am an and any are aren't as at be because been before being below between both but by can
    cannot could couldn't did didn't do does doesn't doing don't down during each few for from further had hadn't has hasn't have
    haven't having he her here hers herself him himself his how i if in into is isn't it it's its itself just me more most my myself
    no nor not of off on once only or other our ours ourselves out over own same shall she should shouldn't so some such than that
    that's the their theirs them themselves then there these they this those through to too under until up upon very was wasn't we
    were weren't what what's when where which while who whom why will with won't would wouldn't you your yours yourself yourselves
    also any anyone anything ever every give got let may me might must please s say says said tell t us want whether per via
"""
STOP_WORDS = frozenset(_FUNCTION_WORDS.split())

_stemmers = threading.local()  # a Stemmer object must not be shared between threads


def words(text: str) -> list[str]:
    """The words of a text in reading order: lower case, accents and possessive endings off."""
    plain = _OUT_OF_SCOPE.sub("outscope", text.lower().replace("’", "'"))
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return [word.removesuffix("'s") for word in WORD.findall(plain)]


def terms(text: str) -> list[str]:
    """The stemmed content words of a text, in reading order, repeats kept."""
    return [stem(word) for word in words(text) if word not in STOP_WORDS]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    if not hasattr(_stemmers, "english"):
        _stemmers.english = Stemmer.Stemmer("english")
    return str(_stemmers.english.stemWord(word.replace("'", "")))
