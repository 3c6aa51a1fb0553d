"""The tools the agent may use. Adding one is its file and one line here."""

from langchain_core.tools import BaseTool

from leadline.tools.backlog_changes import create_work_items, update_work_item
from leadline.tools.backlog_review import review_user_stories
from leadline.tools.budget import get_budget
from leadline.tools.documents import draft_document
from leadline.tools.forecast import forecast_completion
from leadline.tools.impact import assess_change
from leadline.tools.knowledge import search_knowledge
from leadline.tools.kpis import get_kpis
from leadline.tools.lessons import summarize_lessons
from leadline.tools.log_changes import log_action, log_decision, log_issue, log_lesson, request_change
from leadline.tools.portfolio import list_projects
from leadline.tools.registers import get_register
from leadline.tools.reports import draft_status_report
from leadline.tools.risk_assessment import assess_risks
from leadline.tools.risk_changes import add_risk, update_risk
from leadline.tools.schedule import get_schedule
from leadline.tools.sprint import get_sprint
from leadline.tools.status import get_project_status
from leadline.tools.user_stories import draft_user_stories
from leadline.tools.work_items import search_work_items
from leadline.tools.workload import get_workload

TOOLS: tuple[BaseTool, ...] = (
    list_projects,
    get_project_status,
    get_schedule,
    forecast_completion,
    get_budget,
    get_workload,
    get_sprint,
    get_kpis,
    assess_change,
    search_work_items,
    get_register,
    assess_risks,
    search_knowledge,
    summarize_lessons,
    draft_user_stories,
    review_user_stories,
    draft_status_report,
    draft_document,
    create_work_items,
    update_work_item,
    add_risk,
    update_risk,
    log_issue,
    log_decision,
    log_action,
    log_lesson,
    request_change,
)

PROPOSING = frozenset(
    {
        *("create_work_items", "update_work_item", "add_risk", "update_risk", "log_issue", "log_decision"),
        *("log_action", "log_lesson", "request_change"),
        *("draft_user_stories", "assess_risks"),  # read, and put forward what was drafted where that is asked for
    }
)  # these may end in a proposal; all others only read
