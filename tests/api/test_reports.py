"""Status reports kept as rows: drafted, reviewed, published by a manager, never changed after; written as files."""

import io
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import docx
import openpyxl  # type: ignore[import-untyped]
import pypdf
import pytest
from pptx import Presentation
from sqlalchemy import update
from starlette.testclient import TestClient

from leadline.api.report_drafts import not_for_the_client
from leadline.api.wiring import Leadline
from leadline.projects.access import LOCAL_USER, Role
from leadline.projects.tables import Project
from leadline.tools.report.agreement import disagreements, leaks
from tests.api.signed_in import member, serving

AUDIENCES = ("executive", "steering", "team", "client", "technical")


def _draft(client: TestClient, **wanted: Any) -> dict[str, Any]:
    answer = client.post("/api/reports", json={"project": "ATB"} | wanted)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def _published(client: TestClient, **wanted: Any) -> dict[str, Any]:
    path = f"/api/reports/{_draft(client, **wanted)['id']}"
    assert client.post(f"{path}/review").json()["state"] == "reviewed"
    return dict(client.post(f"{path}/publish").json())


def test_a_draft_is_reviewed_then_published_and_stays_as_it_was(client: TestClient) -> None:
    report = _draft(client, audience="executive")
    assert (report["state"], report["version"]) == ("draft", 1)
    path = f"/api/reports/{report['id']}"
    assert client.post(f"{path}/publish").status_code == 409
    assert client.post(f"{path}/review").json()["state"] == "reviewed"
    published = client.post(f"{path}/publish").json()
    assert published["state"] == published["card"]["data"]["header"]["state"].lower() == "published"
    body = [one["card"]["data"]["markdown"].partition("\n## ")[2] for one in (report, published)]
    assert body[0] == body[1] != ""
    written = client.get(f"{path}/export", params={"format": "md"}).text
    assert "Published · version 1 · " in written
    assert "reviewer: local" in written
    for again in ("review", "publish"):
        refused = client.post(f"{path}/{again}")
        assert (refused.status_code, refused.json()["error"]["code"]) == (409, "conflict")
    assert _draft(client, audience="executive")["version"] == 2


def test_several_people_draft_at_once_and_each_draft_is_kept_as_a_version(client: TestClient) -> None:
    with ThreadPoolExecutor(4) as people:
        drafts = list(people.map(lambda _: _draft(client, audience="executive"), range(4)))
    assert sorted(one["version"] for one in drafts) == [1, 2, 3, 4]


def test_lists_are_paged_filtered_and_carry_their_total(client: TestClient) -> None:
    for audience in ("team", "team", "client"):
        _draft(client, audience=audience)
    first = client.get("/api/reports", params={"limit": 1, "audience": "team"}).json()
    assert (first["total"], len(first["items"]), first["items"][0]["version"]) == (2, 1, 2)
    assert client.get("/api/reports", params={"state": "published"}).json()["total"] == 0
    assert client.get("/api/reports", params={"project": "HRB"}).json()["total"] == 0


def test_the_next_report_tells_what_changed_since_the_published_one(client: TestClient, leadline: Leadline) -> None:
    first = _published(client)
    assert "None was published before" in first["card"]["data"]["markdown"]
    with leadline.sessions.begin() as session:
        session.execute(update(Project).where(Project.key == "ATB").values(declared_health="amber"))
    second = _draft(client)
    assert "Compared with version 1" in second["card"]["data"]["markdown"]
    section = second["card"]["data"]["sections"][-1]
    changed = {row["label"]: (row["before"], row["now"]) for row in section["blocks"][1]["rows"]}
    assert changed["Atlas Billing: declared health"] == ("green", "amber")


def test_a_sent_report_is_verified_figure_by_figure(client: TestClient, leadline: Leadline) -> None:
    report = _published(client, audience="executive")
    path = f"/api/reports/{report['id']}/verify"
    before = client.post(path).json()
    assert before["counts"]["changed"] == 0
    assert before["counts"]["holds"] > 10
    with leadline.sessions.begin() as session:
        session.execute(update(Project).where(Project.key == "ATB").values(declared_health="amber"))
    changed = [one for one in client.post(path).json()["claims"] if one["outcome"] == "changed"]
    assert {(one["old"], one["new"]) for one in changed} == {("green", "amber")}


def test_who_may_do_what(home: Path) -> None:
    with serving(home) as (leadline, client):
        manager = member(leadline, "mia", ATB=Role.MANAGER)
        writer = member(leadline, "wim", ATB=Role.CONTRIBUTOR)
        viewer = member(leadline, "vic", ATB=Role.VIEWER)
        other = member(leadline, "ola", HRB=Role.MANAGER)
        wanted = {"project": "ATB", "audience": "team"}
        assert client.post("/api/reports", json=wanted, headers=viewer).status_code == 403
        assert client.post("/api/reports", json=wanted, headers=other).status_code == 422
        path = f"/api/reports/{client.post('/api/reports', json=wanted, headers=writer).json()['id']}"
        assert client.post(f"{path}/review", headers=writer).status_code == 403
        assert client.get(path, headers=viewer).status_code == 404  # a draft
        assert client.post(f"{path}/review", headers=manager).status_code == 200
        assert client.post(f"{path}/publish", headers=manager).status_code == 200
        assert client.get(path, headers=viewer).status_code == 200
        for foreign in (client.get(path, headers=other), client.get(f"{path}/export", headers=other)):
            assert foreign.status_code == 404
        assert client.get("/api/reports", headers=other).json()["total"] == 0


def test_all_audiences_agree_in_colours_dates_and_totals(client: TestClient) -> None:
    for project in ("ATB", "HRB"):
        versions = {name: _draft(client, project=project, audience=name)["facts"] for name in AUDIENCES}
        assert disagreements(versions) == []
    bent = [fact | {"value": "amber"} if fact.get("unit") == "colour" else fact for fact in versions["team"]]
    assert disagreements(versions | {"team": bent})


def test_a_client_reads_no_money_no_names_and_no_other_project(client: TestClient, leadline: Leadline) -> None:
    context = leadline.context(LOCAL_USER)
    for project in ("ATB", "HRB"):
        report = _draft(client, project=project, audience="client")
        assert not_for_the_client(report, project, context) == []
        inner = _draft(client, project=project, audience="steering")
        assert not_for_the_client(inner, project, context)
    text = [{"blocks": [{"markdown": "Priya Raman costs 95 EUR an hour in HRB."}]}]
    found = leaks(text, people=["Priya Raman", "Jo"], others=["HRB", "Harbor"])
    assert found == ["money: 5 EUR an hour", "a person: Priya Raman", "another project: HRB"]


@pytest.fixture
def files(client: TestClient) -> dict[str, bytes]:
    path = f"/api/reports/{_draft(client)['id']}/export"
    made = {}
    for ending in ("md", "html", "docx", "pptx", "pdf", "xlsx"):
        answer = client.get(path, params={"format": ending})
        assert answer.status_code == 200, answer.text
        assert f'.{ending}"' in answer.headers["content-disposition"]
        made[ending] = answer.content
    return made


def test_every_format_says_the_same_with_its_sources(files: dict[str, bytes]) -> None:
    said = {
        "md": files["md"].decode(),
        "html": files["html"].decode(),
        "docx": "\n".join(one.text for one in docx.Document(io.BytesIO(files["docx"])).paragraphs),
        "pptx": "\n".join(
            shape.text_frame.text
            for slide in Presentation(io.BytesIO(files["pptx"])).slides
            for shape in slide.shapes
            if shape.has_text_frame
        ),
        "pdf": " ".join(
            " ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(files["pdf"])).pages
        ),
    }
    for ending, text in said.items():
        for wanted in (
            "Atlas Billing: status report",
            "not green",
            "Decisions needed",
            "Computed by draft_status_report",
        ):
            assert wanted in text, (ending, wanted)
    assert "<script" not in said["html"]
    assert "http" not in said["html"].replace("http://www.w3.org/2000/svg", "").replace("http-equiv", "")
    assert any("charts/chart" in name for name in zipfile.ZipFile(io.BytesIO(files["pptx"])).namelist())


def test_a_workbook_has_typed_cells_and_sums_that_it_computes(files: dict[str, bytes]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))
    milestones = book["Milestones"]
    assert milestones["B2"].is_date
    assert isinstance(milestones["D2"].value, int)
    changes = book["Change requests"]
    column = next(cell.column_letter for cell in changes[1] if "cost" in str(cell.value))
    assert changes[f"{column}{changes.max_row}"].value == f"=SUM({column}2:{column}{changes.max_row - 1})"


@pytest.mark.parametrize(
    "title", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "<script>x</script>", '#"x" \\ $y$']
)
def test_a_title_from_the_data_stays_text_in_every_format(client: TestClient, title: str) -> None:
    from leadline.tools.report.document import document
    from leadline.tools.report.exports import FORMATS

    columns = [{"key": "t", "label": "Title", "kind": "text"}]
    block = {"type": "table", "columns": columns, "rows": [{"t": title}]}
    cell = title.strip().replace("|", "\\|")
    markdown = f"# R\n\n## S\n\n| Title |\n|---|\n| {cell} |\n"
    card = {
        "kind": "report",
        "title": "R",
        "data": {"sections": [{"title": "S", "blocks": [block]}], "markdown": markdown},
    }
    made = document({"card": card, "facts": [], "claims": [], "pictures": []})
    written = {ending: kind.write(made) for ending, kind in FORMATS.items()}
    sheet = openpyxl.load_workbook(io.BytesIO(written["xlsx"]))["S"]
    assert sheet["A2"].data_type == "s"
    if title.startswith(("<", "#")):
        assert sheet["A2"].value == title
        assert b"<script>" not in written["html"]
        assert docx.Document(io.BytesIO(written["docx"])).tables[0].cell(1, 0).text == cell
    else:
        assert sheet["A2"].value.startswith("'")


def test_the_draft_in_an_answer_is_written_as_a_file(client: TestClient) -> None:
    turn = client.post("/api/ask", json={"message": "status report of Atlas Billing for the executive"}).json()
    place = next(n for n, card in enumerate(turn["cards"]) if card["kind"] == "report")
    path = f"/api/turns/{turn['message_id']}/cards"
    assert client.get(f"{path}/{place}/export", params={"format": "pdf"}).content.startswith(b"%PDF")
    assert client.get(f"{path}/99/export").status_code == 404
