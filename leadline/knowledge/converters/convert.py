"""The one door to the converters: find the format, convert (strangers' structured formats in the box), clean, name the language."""

from dataclasses import replace

from leadline.knowledge.converted import Converted, RefusedError
from leadline.knowledge.converters.box import convert_in_box
from leadline.knowledge.converters.clean import without_hidden_characters
from leadline.knowledge.converters.formats import format_of
from leadline.knowledge.converters.language import language_of
from leadline.knowledge.converters.limits import MAIN_PARTS, MAX_MARKDOWN, check_package
from leadline.knowledge.converters.text import from_markdown, from_text


def convert(source_name: str, data: bytes) -> Converted:
    """A file as structured Markdown. Raises RefusedError, with a reason for a person, for a file that cannot be read."""
    found = format_of(source_name, data)
    if found in MAIN_PARTS:
        check_package(source_name, data, found)
    if found == "markdown":
        converted = from_markdown(source_name, data)
    elif found == "text":
        converted = from_text(source_name, data)
    else:
        converted = convert_in_box(source_name, data, found)
    if len(converted.markdown) > MAX_MARKDOWN:
        raise RefusedError(f"{source_name} holds more than {MAX_MARKDOWN / 1e6:.0f} million characters: split it")
    return _cleaned(converted)


def _cleaned(converted: Converted) -> Converted:
    """Hidden characters out, page offsets moved along."""
    markdown, hidden = without_hidden_characters(converted.markdown)
    pages = converted.pages
    if hidden:
        pages = tuple(
            (len(without_hidden_characters(converted.markdown[:offset])[0]), page) for offset, page in converted.pages
        )
    title = without_hidden_characters(converted.title)[0] if converted.title else None
    return replace(
        converted,
        markdown=markdown,
        title=title,
        pages=pages,
        hidden_characters=hidden,
        language=language_of(markdown),
    )
