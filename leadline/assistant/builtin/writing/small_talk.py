"""Greetings, help, thanks, and what lies outside: one useful sentence, in the names of this portfolio."""

from collections.abc import Sequence

from leadline.assistant.builtin.understanding.ask import Ask
from leadline.projects.vocabulary import Vocabulary

SWITCH = "Set LEADLINE_MODEL (for example `LEADLINE_MODEL=openai:gpt-5-mini`) to have a language model answer with the same tools."
SETTINGS = (
    (
        "document",
        "Attach requirements to a message with the paper clip (PDF, DOCX, Markdown, text). Add charters, post-mortems and other documents for good with `leadline ingest FOLDER`.",
    ),
    (
        "upload",
        "Attach requirements to a message with the paper clip (PDF, DOCX, Markdown, text). Add charters, post-mortems and other documents for good with `leadline ingest FOLDER`.",
    ),
    (
        "file",
        "Attach requirements to a message with the paper clip. I read PDF, DOCX, Markdown and text; whole folders come in with `leadline ingest FOLDER`.",
    ),
    (
        "pdf",
        "Yes: PDF, DOCX, Markdown and text. Attach them with the paper clip, or add a folder with `leadline ingest FOLDER`.",
    ),
    (
        "import",
        "Documents come in with `leadline ingest FOLDER`; until you bring your own data, I work on the sample portfolio (`leadline sample`).",
    ),
    ("language model", SWITCH),
)


def reply(ask: Ask, vocabulary: Vocabulary, tools: Sequence[str]) -> str:
    match ask.subject:
        case "greeting":
            return f"Hello. {_offer(vocabulary)}"
        case "thanks":
            return "You are welcome. What is next?"
        case "bye":
            return "Goodbye. This conversation stays here for when you come back."
        case "identity":
            return _identity(ask.text)
        case "approval":
            return "Changes are approved, rejected or undone with the buttons on their card, never by a message. There is nothing that I apply by myself."
        case "help":
            return _help(ask.text, vocabulary)
        case _:
            return f"That is outside what I do: I answer questions about projects and their documents. {_offer(vocabulary)}"


def empty(attached: bool) -> str:
    if attached:
        return "What should I do with the attached document? For example: “Write user stories from the attached requirements”."
    return "The message is empty. Ask for a project's status, paste requirements, or ask what was learned."


def in_english(language: str) -> str:
    return f"*I understand some {language}, but I answer in English. {SWITCH}*"


def _names(vocabulary: Vocabulary) -> tuple[str, str]:
    names = [name for _, name in vocabulary.projects] or ["your project"]
    return names[0], names[1] if len(names) > 1 else names[0]


def _offer(vocabulary: Vocabulary) -> str:
    first, _ = _names(vocabulary)
    return f"Ask for example “How is {first} doing?”, “What did past projects teach us?”, or paste requirements to get user stories."


def _identity(text: str) -> str:
    lowered = text.lower()
    if any(word in lowered for word in ("data", "cloud", "private", "safe", "internet", "key", "gpu", "stored")):
        return "Your data stays on this machine: the built-in assistant needs no network, no key and no GPU, and sends nothing anywhere unless you set LEADLINE_MODEL to an outside model."
    if any(word in lowered for word in ("number", "figure", "trust", "know that", "make things up", "answers")):
        return "Every figure is computed by tested code from the project database or quoted from a document, and its source is shown with it; what is missing is called “not provided”. I never estimate a figure in prose."
    return f"I am Leadline, an assistant for project managers. The built-in assistant that answers now is a program with fixed rules, not a language model: it looks things up, computes and cites. {SWITCH}"


def _help(text: str, vocabulary: Vocabulary) -> str:
    lowered = text.lower()
    for word, answer in SETTINGS:
        if word in lowered:
            return answer
    if any(word in lowered for word in ("limit", "can't", "cannot", "can not")):
        return f"I understand questions about projects and their documents, one or several in a message, and I draft by rules; I do not chat about other things or write free prose. {SWITCH}"
    first, second = _names(vocabulary)
    return "\n".join(
        (
            "Three things people do most:",
            "",
            "- **Draft user stories with acceptance criteria**: paste or attach requirements, for example “Write user stories for: customers can track their parcel and change the delivery day”.",
            f"- **See how a project really is**: “How is {first} doing?”, “What is on the critical path of {second}?”, “Are we over budget on {first}?”, “Which projects are red or amber?”.",
            "- **Learn from the past**: “Lessons learned from data migrations”, “Did we ever have trouble with an expired certificate?”.",
            "",
            f"Also: open risks, issues, decisions, change requests, actions, vendors and releases of a project, backlog search, and status reports (“Write this month's report on {second} for the steering committee”). "
            "Short follow-ups work: “and its risks?”, “same for "
            f"{second}”, “only the red ones”, “make it shorter”.",
        )
    )
