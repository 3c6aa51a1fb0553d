"""The detectors in the order in which they are told. A new one is a file here with `detect(material) -> Found`, and a line below."""

from collections.abc import Callable

from leadline.tools.risks.detectors import (
    assumptions,
    contract_end,
    contradictions,
    cost_trend,
    finish_slips,
    fixed_dates,
    float_erosion,
    key_person,
    late_dependency,
    lessons,
    overload,
    quality_trend,
    register_upkeep,
    scope_growth,
    vendor,
)
from leadline.tools.risks.draft import Found
from leadline.tools.risks.material import Material

DETECTORS: tuple[Callable[[Material], Found], ...] = (
    finish_slips.detect,
    float_erosion.detect,
    late_dependency.detect,
    fixed_dates.detect,
    vendor.detect,
    contract_end.detect,
    overload.detect,
    key_person.detect,
    cost_trend.detect,
    scope_growth.detect,
    quality_trend.detect,
    lessons.detect,
    assumptions.detect,
    contradictions.detect,
    register_upkeep.detect,
)
