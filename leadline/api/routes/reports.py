"""Status reports: draft, list, read, review, publish, verify, files."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from leadline.api.errors import ApiError, not_found
from leadline.api.report_drafts import Before, as_it_stands, compared, content_of, draft, not_for_the_client
from leadline.api.request import Asker, Limit, Offset, Served
from leadline.assistant.verification import verify_claims
from leadline.projects import reports
from leadline.projects.reports import NewReport, ReportError
from leadline.projects.tables import Report
from leadline.tools.answer import Card, Fact
from leadline.tools.registry import TOOLS
from leadline.tools.report.document import document
from leadline.tools.report.exports import FORMATS, file_name

router = APIRouter(prefix="/api", tags=["reports"])

Audience = Literal["executive", "steering", "team", "client", "technical"]
State = Literal["draft", "reviewed", "published"]
Format = Literal["md", "html", "docx", "pptx", "pdf", "xlsx"]
ReportId = Annotated[int, Field(ge=1, le=2**31 - 1)]
Date = Annotated[str | None, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
STATUS = {"not_found": 404, "role_too_low": 403, "conflict": 409}


class NewDraft(BaseModel):
    model_config = ConfigDict(extra="forbid")
    project: Annotated[str, Field(min_length=1, max_length=200)]
    audience: Audience = "steering"
    since: Date = None
    until: Date = None


@router.get("/reports")
def list_reports(
    leadline: Served,
    access: Asker,
    project: Annotated[str | None, Query(max_length=40)] = None,
    audience: Audience | None = None,
    state: State | None = None,
    offset: Offset = 0,
    limit: Limit = 50,
) -> dict[str, Any]:
    """Newest first. Viewers see published ones, contributors also drafts."""
    with leadline.sessions() as session:
        found, total = reports.list_reports(
            session, access, project=project, audience=audience, state=state, offset=offset, limit=limit
        )
        items = [_summary(one) for one in found]
    return {"items": items, "total": total, "offset": offset, "limit": limit}


@router.post("/reports", status_code=201)
def create_report(wanted: NewDraft, leadline: Served, access: Asker) -> dict[str, Any]:
    """A draft, kept as the next version for this project and audience."""
    context = leadline.context(access)
    drafted = draft(context, wanted.model_dump())
    if drafted.content is None:
        said = " ".join(sentence.text for sentence in drafted.answer.sentences)
        raise ApiError(422, "cannot_draft", said or "The report could not be drafted.", "Name one project by its key.")
    with leadline.sessions.begin() as session:
        last = reports.last_published(session, access, drafted.project_key, drafted.audience)
        before = Before(last.version, last.until, last.content["facts"]) if last else None
        full = compared(drafted, before, context)
        content = full.content or {}
        new = NewReport(full.project_key, full.audience, full.since, full.until, full.title, content)
        try:
            return _view(reports.keep_draft(session, access, new))
        except ReportError as error:
            raise _refused(error) from None


@router.get("/reports/{report_id}")
def read_report(report_id: ReportId, leadline: Served, access: Asker) -> dict[str, Any]:
    with leadline.sessions() as session:
        return _view(_found(session, access, report_id))


@router.post("/reports/{report_id}/review")
def review_report(report_id: ReportId, leadline: Served, access: Asker) -> dict[str, Any]:
    """A manager has read it: draft -> reviewed."""
    with leadline.sessions.begin() as session:
        try:
            return _view(reports.review(session, access, report_id))
        except ReportError as error:
            raise _refused(error) from None


@router.post("/reports/{report_id}/publish")
def publish_report(report_id: ReportId, leadline: Served, access: Asker) -> dict[str, Any]:
    """A manager sends it out: reviewed -> published. A client's version with anything above a client's clearance is refused."""
    context = leadline.context(access)
    with leadline.sessions.begin() as session:
        report = _found(session, access, report_id)
        if report.audience == "client" and (found := not_for_the_client(report.content, report.project_key, context)):
            hint = "Change the titles or texts that say it, then draft it again."
            raise ApiError(409, "above_clearance", f"Not for a client: {'; '.join(found[:10])}.", hint)
        try:
            return _view(reports.publish(session, access, report_id))
        except ReportError as error:
            raise _refused(error) from None


@router.post("/reports/{report_id}/verify")
def verify_report(report_id: ReportId, leadline: Served, access: Asker) -> dict[str, Any]:
    """Still true? Every figure of the report against the same questions asked again today."""
    with leadline.sessions() as session:
        content = _found(session, access, report_id).content
    checked = verify_claims(content["claims"], content["facts"], (), leadline.context(access), TOOLS)
    return {"report_id": report_id} | checked


@router.get("/reports/{report_id}/export")
def export_report(report_id: ReportId, leadline: Served, access: Asker, format: Format = "pdf") -> Response:
    """The kept report as a file, with a source behind every figure."""
    with leadline.sessions() as session:
        content = _as_it_stands(_found(session, access, report_id))
    return _file(content, format)


@router.get("/turns/{turn_id}/cards/{number}/export")
def export_card(turn_id: str, number: int, leadline: Served, access: Asker, format: Format = "pdf") -> Response:
    """The draft in an answer as a file."""
    turn = leadline.conversations.turn(access, turn_id)
    if not 0 <= number < len(turn.cards) or turn.cards[number]["kind"] != "report":
        raise not_found("report")
    card = Card.model_validate(turn.cards[number])
    facts = [Fact.model_validate(one) for one in turn.facts]
    cards = [Card.model_validate(one) for one in turn.cards]
    return _file(content_of(card, facts, cards, leadline.context(access)), format)


def _file(content: dict[str, Any], format: Format) -> Response:
    kind = FORMATS[format]
    made = document(content)
    headers = {
        "Content-Disposition": f'attachment; filename="{file_name(made.title, kind)}"',
        "Cache-Control": "private, no-store",
    }
    return Response(kind.write(made), media_type=kind.media_type, headers=headers)


def _found(session: Any, access: Asker, report_id: int) -> Report:
    try:
        return reports.find_report(session, access, report_id)
    except ReportError as error:
        raise _refused(error) from None


def _refused(error: ReportError) -> ApiError:
    return ApiError(STATUS[error.code], error.code, error.message, error.hint)


def _summary(report: Report) -> dict[str, Any]:
    names = ("id", "project_key", "audience", "version", "since", "until", "title", "state")
    people = ("drafted_by", "drafted_at", "reviewed_by", "reviewed_at", "published_by", "published_at")
    return {name: getattr(report, name) for name in (*names, *people)}


def _view(report: Report) -> dict[str, Any]:
    content = _as_it_stands(report)
    return _summary(report) | {name: content[name] for name in ("card", "facts", "claims")}


def _as_it_stands(report: Report) -> dict[str, Any]:
    return as_it_stands(report.content, state=report.state, version=report.version, reviewer=report.reviewed_by)
