"""In which language a text is written. The drafting rules read English only and have to say what they did not read."""

import re
from collections import Counter
from collections.abc import Iterable

from leadline.tools.stories.lexicon import word_set

ENGLISH = "English"
_SCRIPTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("Japanese", re.compile(r"[\u3040-\u30ff]")),
    ("Korean", re.compile(r"[\uac00-\ud7af\u1100-\u11ff]")),
    ("Chinese", re.compile(r"[\u4e00-\u9fff\u3400-\u4dbf]")),
    ("Arabic", re.compile(r"[\u0600-\u06ff\u0750-\u077f]")),
    ("Hebrew", re.compile(r"[\u0590-\u05ff]")),
    ("Greek", re.compile(r"[\u0370-\u03ff]")),
    ("Hindi", re.compile(r"[\u0900-\u097f]")),
    ("Thai", re.compile(r"[\u0e00-\u0e7f]")),
    ("Ukrainian", re.compile(r"[іїєґІЇЄҐ]")),
    ("Russian", re.compile(r"[\u0400-\u04ff]")),
)
_SMALL_WORDS = {
    "German": word_set(
        "der die das und ist nicht muss müssen soll sollen kann können werden wird ein eine einen einer für mit auf von zu dem den des im "
        "bei sich als nach oder wenn auch sind über durch zum zur vor nur dass benutzer kunde kunden darf dürfen ohne pro innerhalb"
    ),
    "French": word_set(
        "le la les des une est dans pour avec qui que doit doivent peut peuvent sur et du au aux par plus pas sont être cette ce ses son "
        "sans utilisateur utilisateurs client clients"
    ),
    "Spanish": word_set(
        "el los las una para con por debe deben puede pueden del que es en un se su sus como más usuario usuarios cliente clientes sin al"
    ),
    "Italian": word_set(
        "il lo gli una deve devono può possono con per che di del della dei nel è sono non si utente utenti cliente senza al"
    ),
    "Dutch": word_set(
        "de het een van moet moeten en naar met voor kan kunnen zijn worden wordt niet op te dat die bij gebruiker klant zonder"
    ),
    "Portuguese": word_set(
        "o os as um uma para com por deve devem pode podem do da dos das que em não ser são usuário cliente sem ao"
    ),
    "Polish": word_set("i w na z do się nie że jest musi może powinien powinna oraz przez dla być użytkownik klient po od za lub"),
    "Turkish": word_set("ve bir bu için ile olarak kullanıcı olmalı olmalıdır müşteri gerekir her veya sonra kadar göre değil"),
}  # fmt: skip
_ENGLISH = word_set(
    "the a an and is of to in for with that be must shall should can are on as by or from not if when it this we i at have has "
    "user users will all they their"
)
_FOLLOWED = {
    "German": "Der Text ist auf Deutsch; ohne Sprachmodell lese ich nur englische Anforderungen.",
    "French": "Le texte est en français ; sans modèle de langue, je ne lis que les exigences en anglais.",
    "Spanish": "El texto está en español; sin un modelo de lenguaje solo leo requisitos en inglés.",
    "Italian": "Il testo è in italiano; senza un modello linguistico leggo solo requisiti in inglese.",
}


def language_of(text: str) -> str:
    """The name of the language; English where the text says too little to tell."""
    letters = [char for char in text if char.isalpha()]
    if not letters:
        return ENGLISH
    foreign = sum(ord(char) > 0x24F for char in letters)
    if foreign >= 2 and foreign / len(letters) > 0.3:
        return next((name for name, script in _SCRIPTS if script.search(text)), "another script")
    found = Counter(re.findall(r"[^\W\d_]+", text.lower()))
    english = sum(n for word, n in found.items() if word in _ENGLISH)
    shares = {name: sum(n for word, n in found.items() if word in small) for name, small in _SMALL_WORDS.items()}
    best = max(shares, key=lambda name: shares[name])
    total = found.total()
    distinct = sum(word in _SMALL_WORDS[best] and word not in _ENGLISH for word in found)
    enough = distinct >= 2 and shares[best] / total > 0.15
    return best if total >= 4 and enough and shares[best] > english else ENGLISH


def main_language(texts: Iterable[str]) -> str:
    """Of several statements: another language only where two thirds of the text are written in it."""
    whole = list(texts)
    weights: Counter[str] = Counter()
    for text in whole:
        weights[language_of(text)] += sum(char.isalpha() for char in text)
    name, letters = weights.most_common(1)[0] if weights else (ENGLISH, 0)
    if name != ENGLISH and letters * 3 >= weights.total() * 2:
        return name
    telling = any(language_of(text) == ENGLISH and len(text.split()) >= 4 for text in whole)
    return ENGLISH if telling else language_of("\n".join(whole))


def not_read(language: str, statements: int) -> str:
    """What is said where a whole text is not in English: what was read, what was not, what can be done."""
    kept = "Its one statement is" if statements == 1 else f"All {statements} statements are"
    own = f" {_FOLLOWED[language]}" if language in _FOLLOWED else ""
    named = "a language that the rules do not know" if language == "another script" else language
    return (
        f"The text is in {named}, and the drafting rules read English only: no sentence was taken as a requirement and no story "
        f"was invented. {kept} kept word for word in the source map. Paste an English version and I draft from it at once, or "
        f"switch a language model on (LEADLINE_MODEL), which can translate first.{own}"
    )


def partly_read(languages: Iterable[str], ids: Iterable[str]) -> str:
    """What is said where single sentences of an English text are in another language."""
    listed = list(ids)
    names = " and ".join(sorted(set(languages)))
    return (
        f"{', '.join(listed[:8])}{' …' if len(listed) > 8 else ''} {'is' if len(listed) == 1 else 'are'} in {names} and "
        f"{'was' if len(listed) == 1 else 'were'} not read; give {'it' if len(listed) == 1 else 'them'} in English to have "
        "stories for them."
    )
