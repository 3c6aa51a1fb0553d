"""A report as a file: what each format is called, and who writes it."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from leadline.tools.report.document import Document
from leadline.tools.report.exports.docx import report_docx
from leadline.tools.report.exports.html import report_html
from leadline.tools.report.exports.pdf import report_pdf
from leadline.tools.report.exports.pptx import report_pptx
from leadline.tools.report.exports.xlsx import report_xlsx

_OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True)
class ReportFormat:
    ending: str
    media_type: str
    write: Callable[[Document], bytes]


FORMATS: dict[str, ReportFormat] = {
    one.ending: one
    for one in (
        ReportFormat("md", "text/markdown; charset=utf-8", lambda report: report.markdown.encode("utf-8", "replace")),
        ReportFormat("html", "text/html; charset=utf-8", report_html),
        ReportFormat("docx", f"{_OFFICE}.wordprocessingml.document", report_docx),
        ReportFormat("pptx", f"{_OFFICE}.presentationml.presentation", report_pptx),
        ReportFormat("pdf", "application/pdf", report_pdf),
        ReportFormat("xlsx", f"{_OFFICE}.spreadsheetml.sheet", report_xlsx),
    )
}


def file_name(title: str, kind: ReportFormat) -> str:
    """ "atlas-billing-status-report.pdf": letters, digits and hyphens only."""
    return f"{'-'.join(re.findall(r'[a-z0-9]+', title.lower()))[:80].strip('-') or 'report'}.{kind.ending}"
