"""The models of a story set: what `draft_story_set` returns and every view (card, Markdown, Gherkin) reads.

Every statement carries where it comes from. `Basis`: "source" = the text says so; "derived" = follows from what the text says
(the wording of an outcome, the values around a limit); "proposed" = our suggestion, a person has to accept it.
"""

from typing import Literal

from leadline.tools.answer import Frozen
from leadline.tools.stories.grammar import article

RequirementKind = Literal[
    "functional", "quality", "constraint", "business rule", "out of scope", "ambiguous", "background", "parked"
]
Basis = Literal["source", "derived", "proposed"]
CriterionKind = Literal["normal", "negative", "permission", "boundary", "state", "time", "data", "quality"]
TestLevel = Literal["unit", "integration", "API", "end to end", "load", "inspection"]
Priority = Literal["Must", "Should", "Could", "Won't"]
Severity = Literal["high", "medium", "minor"]
REQUIREMENT_KINDS: tuple[RequirementKind, ...] = (
    "functional",
    "quality",
    "constraint",
    "business rule",
    "out of scope",
    "ambiguous",
)


class Persona(Frozen):
    """Somebody whom the result serves. `evidence`: the requirement or register that names them, None = not provided."""

    role: str
    need: str | None = None
    evidence: str | None = None


class SourceDocument(Frozen):
    name: str
    version: str | None = None
    sha256: str | None = None


class BacklogItem(Frozen):
    key: str
    title: str
    text: str = ""


class FinishedItem(Frozen):
    """A finished item of the own organisation, for size hints. `points` in story points."""

    key: str
    title: str
    points: float


class SourceItem(Frozen):
    """One sentence, list item or table row of the source. R-numbers are requirements, N-numbers background or parked text."""

    id: str
    text: str
    kind: RequirementKind
    line: int
    section: str = ""
    reason: str = ""
    label: str | None = None


class Example(Frozen):
    value: str
    outcome: str


class Criterion(Frozen):
    """One scenario. With `examples`, the texts hold `<value>` and `<outcome>` as in a Gherkin scenario outline."""

    id: str
    name: str
    given: str
    when: str
    then: str
    kind: CriterionKind
    basis: Basis
    source: str
    level: TestLevel
    examples: tuple[Example, ...] = ()


class Rule(Frozen):
    text: str
    source: str
    kind: Literal["business rule", "quality", "constraint"]


class Excluded(Frozen):
    text: str
    source: str
    story: str | None = None


class EdgeCase(Frozen):
    name: str
    text: str


class Dependency(Frozen):
    story: str
    type: Literal["needs first"] = "needs first"
    reason: str


class Question(Frozen):
    """What has to be asked. `blocking`: refinement cannot finish without the answer."""

    id: str
    question: str
    why: str
    whom: str
    by_when: str = "before refinement"
    sources: tuple[str, ...] = ()
    stories: tuple[str, ...] = ()
    blocking: bool = True


class Finding(Frozen):
    check: str
    severity: Severity
    message: str


class Invest(Frozen):
    letter: Literal["I", "N", "V", "E", "S", "T"]
    name: str
    verdict: Literal["pass", "concern"]
    reason: str


class Duplicate(Frozen):
    """`other`: a story id or a backlog key. `similarity` 0..1."""

    other: str
    title: str
    similarity: float


class Check(Frozen):
    name: str
    ok: bool
    note: str = ""


class Quality(Frozen):
    findings: tuple[Finding, ...]
    invest: tuple[Invest, ...]
    duplicates: tuple[Duplicate, ...] = ()
    split: str | None = None


class Estimate(Frozen):
    """Range of story points of similar finished items; `low`..`high` None = not provided."""

    low: float | None = None
    high: float | None = None
    n: int = 0
    basis: str = "not provided: no similar finished items"


class Story(Frozen):
    id: str
    title: str
    role: str
    role_basis: Basis
    want: str
    benefit: str
    benefit_basis: Basis
    context: str
    source: tuple[str, ...]
    basis: Basis
    priority: Priority
    priority_reason: str
    criteria: tuple[Criterion, ...]
    rules: tuple[Rule, ...] = ()
    out_of_scope: tuple[Excluded, ...] = ()
    edge_cases: tuple[EdgeCase, ...] = ()
    dependencies: tuple[Dependency, ...] = ()
    estimate: Estimate = Estimate()
    open_questions: tuple[Question, ...] = ()
    quality: Quality
    ready: tuple[Check, ...]
    state: Literal["proposed", "accepted"] = "proposed"

    @property
    def text(self) -> str:
        """The story in one sentence, as it would stand on a card."""
        confirm = " (to confirm)" if self.benefit_basis == "proposed" and not self.benefit.startswith("[") else ""
        return f"As {article(self.role)}, I want {self.want}, so that {self.benefit}{confirm}."


class Measure(Frozen):
    metric: str = "not provided"
    baseline: str = "not provided"
    target: str = "not provided"
    date: str = "not provided"


class Epic(Frozen):
    goal: str
    goal_basis: Basis
    measure: Measure
    in_scope: tuple[str, ...]
    out_of_scope: tuple[Excluded, ...]
    personas: tuple[Persona, ...]
    assumptions: tuple[str, ...]
    constraints: tuple[Rule, ...]
    dependencies: tuple[str, ...]


class CoverageCell(Frozen):
    story: str
    criteria: tuple[str, ...]


class CoverageRow(Frozen):
    """One requirement against the stories. `status`: "covered", "epic" (holds for the whole set), "excluded", "uncovered"."""

    requirement: str
    kind: RequirementKind
    status: Literal["covered", "epic", "excluded", "uncovered"]
    cells: tuple[CoverageCell, ...] = ()
    note: str = ""


class Coverage(Frozen):
    rows: tuple[CoverageRow, ...]
    unsupported: tuple[str, ...]
    sentences: int
    requirements: int
    background: int
    parked: int


class Conflict(Frozen):
    """Two requirements that cannot both hold, or say the same. `similarity` 0..1 for duplicates."""

    kind: Literal["contradiction", "duplicate"]
    first: str
    second: str
    explanation: str
    similarity: float | None = None


class Slice(Frozen):
    name: str
    stories: tuple[str, ...]
    reason: str


class TestIdea(Frozen):
    __test__ = False  # a name of the trade, not a test class

    story: str
    criterion: str
    level: TestLevel
    idea: str


class Header(Frozen):
    project: str = "not provided"
    type: str = "User stories with acceptance criteria"
    version: str = "1"
    source: SourceDocument
    drafted_by: str = "Leadline, by rules"
    prepared_by: str = "not provided"
    reviewer: str = "not provided"
    audience: str = "not provided"
    distribution: str = "not provided"
    state: Literal["Draft", "Published"] = "Draft"


class StorySet(Frozen):
    title: str
    header: Header
    language: str
    source_map: tuple[SourceItem, ...]
    epic: Epic
    stories: tuple[Story, ...]
    coverage: Coverage
    conflicts: tuple[Conflict, ...]
    open_questions: tuple[Question, ...]
    slices: tuple[Slice, ...]
    test_ideas: tuple[TestIdea, ...]
    notes: tuple[str, ...] = ()

    @property
    def requirements(self) -> tuple[SourceItem, ...]:
        return tuple(item for item in self.source_map if item.kind in REQUIREMENT_KINDS)
