"""The tools the agent may use. Adding one is its file and one line here."""

from langchain_core.tools import BaseTool

from leadline.tools.knowledge import search_knowledge
from leadline.tools.lessons import summarize_lessons
from leadline.tools.portfolio import list_projects
from leadline.tools.reports import draft_status_report
from leadline.tools.status import get_project_status
from leadline.tools.user_stories import draft_user_stories

TOOLS: tuple[BaseTool, ...] = (
    list_projects,
    get_project_status,
    search_knowledge,
    summarize_lessons,
    draft_user_stories,
    draft_status_report,
)
