"""A story set as a document to hand to a customer."""

import io
from collections.abc import Sequence

from docx import Document
from docx.document import Document as Doc
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from leadline.tools.stories.exports.cells import printable
from leadline.tools.stories.exports.words import covered_by, points
from leadline.tools.stories.markdown import inner, origin
from leadline.tools.stories.story_set import Criterion, Story, StorySet

NAVY, GREY, LIGHT = RGBColor(0x1F, 0x3A, 0x5F), RGBColor(0x5A, 0x64, 0x72), "E8EDF3"
TO_CONFIRM = " (to confirm)"


def story_set_docx(story_set: StorySet) -> bytes:
    doc = _blank(story_set)
    _head(doc, story_set)
    _epic(doc, story_set)
    doc.add_heading("Stories", 1)
    for story in story_set.stories:
        _story(doc, story)
    if not story_set.stories:
        doc.add_paragraph("No story could be drafted from the source.")
    _questions(doc, story_set)
    _coverage(doc, story_set)
    out = io.BytesIO()
    doc.save(out)
    return out.getvalue()


def _blank(story_set: StorySet) -> Doc:
    doc = Document()
    page = doc.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.PORTRAIT, Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.2)
    page.top_margin = page.bottom_margin = Cm(2)
    normal = doc.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10.5)
    normal.paragraph_format.space_after = Pt(4)
    for level, size in ((1, 15), (2, 12.5), (3, 11)):
        style = doc.styles[f"Heading {level}"]
        style.font.name, style.font.size, style.font.color.rgb = "Calibri", Pt(size), NAVY
        style.element.rPr.rFonts.attrib.clear()
        style.element.rPr.rFonts.set(qn("w:ascii"), "Calibri")
        style.element.rPr.rFonts.set(qn("w:hAnsi"), "Calibri")
    title = printable(story_set.title)
    doc.core_properties.title, doc.core_properties.author = title[:255], "Leadline"
    foot = page.footer.paragraphs[0]
    _run(foot, f"{title} · version {story_set.header.version} · {story_set.header.state} · page ", grey=True)
    _field(foot, "PAGE")
    _run(foot, " of ", grey=True)
    _field(foot, "NUMPAGES")
    return doc


def _head(doc: Doc, story_set: StorySet) -> None:
    header, coverage = story_set.header, story_set.coverage
    title = doc.add_paragraph()
    title.paragraph_format.space_after = Pt(0)
    run = title.add_run(printable(story_set.title))
    run.font.size, run.font.bold, run.font.color.rgb = Pt(22), True, NAVY
    _run(doc.add_paragraph(), f"{header.type} · version {header.version} · {header.state}", grey=True)
    blocking = sum(question.blocking for question in story_set.open_questions)
    criteria = sum(len(story.criteria) for story in story_set.stories)
    _facts(
        doc,
        [
            ("Project", header.project),
            ("Source", f"{header.source.name}, version {header.source.version or 'not provided'}"),
            ("Content", f"{len(story_set.stories)} stories, {criteria} criteria, {coverage.requirements} requirements"),
            ("Open before refinement", f"{blocking} question{'' if blocking == 1 else 's'}"),
            ("Drafted by", header.drafted_by),
            ("Prepared by", header.prepared_by),
            ("Reviewer", header.reviewer),
        ],
    )
    for note in story_set.notes:
        doc.add_paragraph(printable(note))
    _run(
        doc.add_paragraph(),
        "What the source does not say is marked “proposed” or “to confirm”; it holds once a person has accepted it.",
        grey=True,
    )


def _epic(doc: Doc, story_set: StorySet) -> None:
    epic, measure = story_set.epic, story_set.epic.measure
    doc.add_heading("Goal and scope", 1)
    doc.add_paragraph(printable(epic.goal))
    told = [measure.metric, f"baseline {measure.baseline}", f"target {measure.target}", f"by {measure.date}"]
    _labelled(doc, "Measure of success", "not provided" if measure.metric == "not provided" else ", ".join(told))
    if epic.personas:
        _labelled(doc, "People", ", ".join(persona.role for persona in epic.personas))
    _labelled(doc, "Out of scope", "; ".join(f"{o.text} ({o.source})" for o in epic.out_of_scope) or "nothing stated")
    for rule in epic.constraints:
        _labelled(doc, "Constraint", f"{rule.text} ({rule.source})")
    for part in story_set.slices:
        _labelled(doc, part.name, f"{', '.join(part.stories)} ({part.reason})")
    for conflict in story_set.conflicts:
        _labelled(doc, conflict.kind.capitalize(), f"{conflict.first} and {conflict.second}: {conflict.explanation}")


def _story(doc: Doc, story: Story) -> None:
    doc.add_heading(printable(f"{story.id} {story.title}"), 2)
    role = TO_CONFIRM if story.role_basis == "proposed" else ""
    sentence = doc.add_paragraph()
    sentence.paragraph_format.keep_with_next = True
    _run(sentence, story.text, bold=True)
    if role:
        _run(sentence, f" Role{role}.", grey=True)
    unmet = [check.name.lower() for check in story.ready if not check.ok]
    line = f"Source {', '.join(story.source)} · {story.priority}: {story.priority_reason} · Estimate: {points(story.estimate)}"
    _run(doc.add_paragraph(), line, grey=True)
    for rule in story.rules:
        _labelled(doc, rule.kind.capitalize(), f"{rule.text} ({rule.source})")
    for excluded in story.out_of_scope:
        _labelled(doc, "Out of scope", f"{excluded.text} ({excluded.source})")
    for need in story.dependencies:
        _labelled(doc, "Needs first", f"{need.story}: {need.reason}")
    if story.criteria:
        _criteria(doc, story.criteria)
    _run(doc.add_paragraph(), f"Ready: {'yes' if not unmet else 'not yet, open: ' + ', '.join(unmet)}", grey=True)


def _criteria(doc: Doc, criteria: Sequence[Criterion]) -> None:
    table = doc.add_table(rows=1, cols=3)
    table.style = "Table Grid"
    _row(table.rows[0].cells, ("No.", "Scenario", "Origin"), head=True)
    _repeat(table.rows[0]._tr)
    for one in criteria:
        cells = table.add_row().cells
        _write(cells[0], one.id)
        steps = cells[1].paragraphs[0]
        _run(steps, one.name, bold=True)
        for word, text in (("Given", one.given), ("When", one.when), ("Then", one.then)):
            step = cells[1].add_paragraph()
            step.paragraph_format.space_after = Pt(0)
            _run(step, f"{word} ", grey=True)
            _run(step, inner(text))
        for example in one.examples:
            _run(cells[1].add_paragraph(), f"{example.value}: {example.outcome}")
        _write(cells[2], f"{one.kind}\n{origin(one)}")
    _widths(table.columns, (1.4, 11.9, 3.3))
    for row in table.rows:
        _unbroken(row._tr)
    doc.add_paragraph().paragraph_format.space_after = Pt(2)


def _questions(doc: Doc, story_set: StorySet) -> None:
    doc.add_heading("Open questions", 1)
    if not story_set.open_questions:
        doc.add_paragraph("None.")
        return
    rows = [
        (one.id, f"{one.question}\nWhy: {one.why}", one.whom, "yes" if one.blocking else "no")
        for one in story_set.open_questions
    ]
    _table(doc, ("No.", "Question", "Whom to ask", "Blocks"), rows, (1.3, 9.7, 4, 1.6))


def _coverage(doc: Doc, story_set: StorySet) -> None:
    doc.add_heading("Requirements and where they are covered", 1)
    texts = {item.id: item.text for item in story_set.source_map}
    rows = [
        (row.requirement, texts.get(row.requirement, ""), row.status, covered_by(row))
        for row in story_set.coverage.rows
    ]
    _table(doc, ("No.", "Requirement", "Status", "Covered by"), rows, (1.3, 7.3, 2.5, 5.5))
    others = [item for item in story_set.source_map if item.kind in {"background", "parked"}]
    if others:
        doc.add_heading("Sentences that are no requirement", 2)
        told = [(item.id, item.text, item.reason or item.kind) for item in others]
        _table(doc, ("No.", "Text", "Read as"), told, (1.3, 10.3, 5))


def _facts(doc: Doc, pairs: Sequence[tuple[str, str]]) -> None:
    table = doc.add_table(rows=0, cols=2)
    for label, text in pairs:
        cells = table.add_row().cells
        _write(cells[0], label, bold=True)
        _write(cells[1], text)
    _widths(table.columns, (5, 11.6))
    doc.add_paragraph().paragraph_format.space_after = Pt(2)


def _table(doc: Doc, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
    table = doc.add_table(rows=1, cols=len(heads))
    table.style = "Table Grid"
    _row(table.rows[0].cells, heads, head=True)
    _repeat(table.rows[0]._tr)
    for row in rows:
        added = table.add_row()
        _row(added.cells, row)
        _unbroken(added._tr)
    _widths(table.columns, widths)
    doc.add_paragraph().paragraph_format.space_after = Pt(2)


def _row(cells: Sequence[_Cell], texts: Sequence[str], *, head: bool = False) -> None:
    for cell, text in zip(cells, texts, strict=True):
        _write(cell, text, bold=head)
        if head:
            shade = OxmlElement("w:shd")
            shade.set(qn("w:val"), "clear")
            shade.set(qn("w:fill"), LIGHT)
            cell._tc.get_or_add_tcPr().append(shade)


def _write(cell: _Cell, text: str, *, bold: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    _run(paragraph, text, bold=bold)


def _labelled(doc: Doc, label: str, text: str) -> None:
    paragraph = doc.add_paragraph()
    _run(paragraph, f"{label}: ", bold=True)
    _run(paragraph, text)


def _run(paragraph: Paragraph, text: str, *, bold: bool = False, grey: bool = False) -> None:
    run = paragraph.add_run(printable(text))
    run.font.bold = bold
    if grey:
        run.font.color.rgb, run.font.size = GREY, Pt(9)


def _field(paragraph: Paragraph, code: str) -> None:
    run = paragraph.add_run()
    run.font.color.rgb, run.font.size = GREY, Pt(9)
    for kind, text in (("begin", None), (None, code), ("end", None)):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)


def _widths(columns: Sequence[object], widths: Sequence[float]) -> None:
    for column, width in zip(columns, widths, strict=True):
        column.width = Cm(width)  # type: ignore[attr-defined]
        for cell in column.cells:  # type: ignore[attr-defined]
            cell.width = Cm(width)


def _repeat(row: object) -> None:
    row.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # type: ignore[attr-defined]


def _unbroken(row: object) -> None:
    row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # type: ignore[attr-defined]
