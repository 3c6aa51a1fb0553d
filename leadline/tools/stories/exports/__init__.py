"""A story set as a file: what each format is called, and who writes it."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from leadline.tools.stories.exports.docx import story_set_docx
from leadline.tools.stories.exports.feature import story_set_feature
from leadline.tools.stories.exports.jira_csv import story_set_jira
from leadline.tools.stories.exports.xlsx import story_set_xlsx
from leadline.tools.stories.markdown import story_set_markdown
from leadline.tools.stories.story_set import StorySet

OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True)
class ExportFormat:
    name: str
    ending: str
    media_type: str
    write: Callable[[StorySet], bytes]


FORMATS: dict[str, ExportFormat] = {
    one.name: one
    for one in (
        ExportFormat("md", "md", "text/markdown; charset=utf-8", lambda found: story_set_markdown(found).encode()),
        ExportFormat(
            "gherkin", "feature", "text/plain; charset=utf-8", lambda found: story_set_feature(found).encode()
        ),
        ExportFormat("jira", "csv", "text/csv; charset=utf-8", lambda found: story_set_jira(found).encode()),
        ExportFormat("xlsx", "xlsx", f"{OFFICE}.spreadsheetml.sheet", story_set_xlsx),
        ExportFormat("docx", "docx", f"{OFFICE}.wordprocessingml.document", story_set_docx),
    )
}


def file_name(title: str, version: int, kind: ExportFormat) -> str:
    """ "supplier-portal-v3.xlsx": letters, digits and hyphens only."""
    words = re.findall(r"[a-z0-9]+", title.lower())
    return f"{'-'.join(words)[:60].strip('-') or 'stories'}-v{version}.{kind.ending}"
