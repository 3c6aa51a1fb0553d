"""The data of the three picture cards, checked before anything is drawn (shapes: `docs/cards.md`). Unknown keys are ignored."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from leadline.tools.charts.palette import Role

XValue = dt.date | float | str
ChartName = Literal[
    "s_curve", "burn_up", "burndown", "velocity", "cumulative_flow", "histogram", "bars", "load_heat", "tornado"
]


def _date_only(value: object) -> object:
    """An instant counts as its day."""
    return value[:10] if isinstance(value, str) and len(value) > 10 else value


Date = Annotated[dt.date, BeforeValidator(_date_only)]
Finite = Annotated[float, Field(allow_inf_nan=False)]


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Task(_Data):
    key: str = ""
    name: str
    level: int = 0
    start: Date | None = None
    finish: Date | None = None
    baseline_start: Date | None = None
    baseline_finish: Date | None = None
    progress: Annotated[float | None, Field(ge=0, le=1)] = None
    critical: bool | None = False
    milestone: bool | None = False
    float_days: float | None = None
    status: str | None = None


class Timeline(_Data):
    status_date: Date | None = None
    finish: Date | None = None
    baseline_finish: Date | None = None
    baseline_label: str = "baseline"
    tasks: tuple[Task, ...] = ()
    subtitle: str | None = None
    note: str | None = None


class XAxis(_Data):
    label: str = ""
    kind: Literal["date", "category", "number"] = "category"


class YAxis(_Data):
    label: str = ""
    unit: str | None = None


class Series(_Data):
    """`points`: pairs of x and y as they come; `None` as y is a gap."""

    name: str
    role: Role = "other"
    points: tuple[tuple[str | float, Finite | None], ...] = ()


class Mark(_Data):
    """A line across the chart, at an x (status date, P80) or at a y (budget, average)."""

    x: str | float | None = None
    y: Finite | None = None
    label: str = ""
    role: str = "other"


class Chart(_Data):
    chart: ChartName
    x: XAxis = XAxis()
    y: YAxis = YAxis()
    series: tuple[Series, ...] = ()
    marks: tuple[Mark, ...] = ()
    subtitle: str | None = None
    note: str | None = None
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    values: tuple[tuple[Finite | None, ...], ...] = ()


Step = Annotated[int, Field(ge=1, le=5)]


class Risk(_Data):
    key: str
    title: str = ""
    probability: Step
    impact: Step
    residual_probability: Step | None = None
    residual_impact: Step | None = None
    score: float | None = None
    owner: str | None = None
    status: str | None = None


class HeatMap(_Data):
    scale: Literal[5] = 5
    risks: tuple[Risk, ...] = ()
    subtitle: str | None = None
