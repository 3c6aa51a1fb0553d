"""The register out and in: nothing becomes a formula, nothing is written without a proposal."""

import csv
import io

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]

from leadline.tools.risks.register_file import read_rows, to_csv, to_drafts, to_xlsx
from tests.tools.risks.calm_project import risk

EVIL = risk(title="=HYPERLINK(1)", cause="+1", owner=None)


def test_no_cell_is_a_formula() -> None:
    [_, row] = csv.reader(io.StringIO(to_csv([EVIL]).decode("utf-8-sig")))
    assert row[3] == "'=HYPERLINK(1)"
    sheet = load_workbook(io.BytesIO(to_xlsx([EVIL]))).active
    assert sheet is not None
    assert (sheet["D2"].value, sheet["D2"].data_type) == ("'=HYPERLINK(1)", "s")


@pytest.mark.parametrize("name", ["risks.csv", "risks.xlsx"])
def test_what_was_written_is_read_again(name: str) -> None:
    data = to_csv([EVIL]) if name.endswith("csv") else to_xlsx([EVIL])
    rows = read_rows(name, data)
    assert to_drafts("ATL", rows) == []  # it has a key, so it exists
    [draft] = to_drafts("ATL", [rows[0] | {"key": ""}])
    assert (draft.values["title"], draft.values["probability"], draft.values["impact"]) == ("=HYPERLINK(1)", 0.5, 4)
    assert draft.values["impact_cents"] == 100_000


def test_a_wrong_file_is_named() -> None:
    with pytest.raises(ValueError, match="no column “title”"):
        read_rows("risks.csv", b"name,impact\nx,3\n")
    with pytest.raises(ValueError, match="row 2"):
        to_drafts("ATL", read_rows("risks.csv", b"title,probability_percent,impact\nx,often,3\n"))
    with pytest.raises(ValueError, match="no readable workbook"):
        read_rows("risks.xlsx", b"not a workbook")
