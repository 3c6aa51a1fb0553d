"""The one door to the converters: find the format, convert (strangers' binary formats in the box), clean, name the language."""

from dataclasses import replace

from leadline.knowledge.converted import Converted
from leadline.knowledge.converters.clean import without_hidden_characters
from leadline.knowledge.converters.formats import format_of
from leadline.knowledge.converters.language import language_of
from leadline.knowledge.converters.text import from_markdown, from_text


def convert(source_name: str, data: bytes) -> Converted:
    """A file as structured Markdown. Raises RefusedError, with a reason for a person, for a file that cannot be read."""
    found = format_of(source_name, data)
    if found == "markdown":
        converted = from_markdown(source_name, data)
    else:
        converted = from_text(source_name, data)
    markdown, hidden = without_hidden_characters(converted.markdown)
    return replace(converted, markdown=markdown, hidden_characters=hidden, language=language_of(markdown))
