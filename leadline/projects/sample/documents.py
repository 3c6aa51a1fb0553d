"""The documents of the sample portfolio: charters, post-mortems, minutes, reports. One template a file in `papers/`.

A template opens with its label (title, project, kind, format and a date in the words of `writing/template.py`) and goes on in Markdown.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources

from leadline.projects.sample.clock import Clock
from leadline.projects.sample.course import Course, follow
from leadline.projects.sample.items import Items
from leadline.projects.sample.money import Money
from leadline.projects.sample.reading import projects
from leadline.projects.sample.writing.template import Facts


@dataclass(frozen=True, slots=True)
class SampleDocument:
    """A file as somebody would have saved it. `kind`: charter, post_mortem, retrospective, report, minutes, contract."""

    name: str
    data: bytes
    project_key: str
    kind: str
    title: str
    date: dt.date


def sample_documents(today: dt.date) -> Iterator[SampleDocument]:
    """Every document of the sample portfolio with dates and figures as `load_sample` writes them for the same day."""
    clock = Clock(today)
    facts = {content.key: _facts(follow(content, clock)) for content in projects()}
    folder = resources.files("leadline.projects.sample") / "papers"
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".md"):
            yield _document(file.name.removesuffix(".md"), file.read_text(encoding="utf-8"), facts)


def _facts(course: Course) -> Facts:
    return Facts(Items(course), Money(course))


def _document(stem: str, template: str, facts: Mapping[str, Facts]) -> SampleDocument:
    _, label, body = template.split("---\n", 2)
    fields = dict(line.split(": ", 1) for line in label.strip().splitlines())
    project = facts[fields["project"]]
    date = dt.datetime.strptime(project.fill(fields["date"]), "%d %B %Y").date()
    title = project.fill(fields["title"])
    text = f"# {title}\n\n{project.fill(body.strip())}\n"
    return SampleDocument(
        name=f"{stem}.{fields['format']}",
        data=_render(fields["format"], text, title, date),
        project_key=fields["project"],
        kind=fields["kind"],
        title=title,
        date=date,
    )


def _render(form: str, text: str, title: str, date: dt.date) -> bytes:
    if form == "docx":
        from leadline.projects.sample.writing.as_docx import to_docx  # slow to import, and needed once in a life

        return to_docx(text, date)
    if form == "pdf":
        from leadline.projects.sample.writing.as_pdf import to_pdf

        return to_pdf(text, title, date)
    return text.encode()
