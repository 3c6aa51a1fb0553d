"""Who gets what from which route: one entry a route. A route without an entry fails `test_access_matrix.py`.

`open`      anybody, signed in or not
`personal`  what one person began (threads, turns, story sets): others get 404, even members of the same project
`project`   what belongs to a project: members 2xx, others 404
`list`      everybody signed in gets 2xx; what is foreign is not in it
`self`      about the asker alone, or a door whose content the canary test watches

`needs` names what the server wants beside ids: a JSON body, a form, a query. `{id}` parameters are filled from IDS.
"""

from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any, Literal

Rule = Literal["open", "personal", "project", "list", "self"]


@dataclass(frozen=True)
class Entry:
    rule: Rule
    json: dict[str, Any] | None = None
    form: dict[str, str] | None = None
    file: bool = False
    query: dict[str, str] = field(default_factory=dict)
    shows: bool = True  # the answer to a member holds the marker of the foreign content: the positive control
    stranger: int = 404  # what a stranger to the project is answered
    role: str = "viewer"  # the lowest role of the project that is let in


RUN = {
    "threadId": "{thread_id}",
    "runId": "matrix-run",
    "messages": [{"id": "m", "role": "user", "content": "budget of Harbor"}],
    "tools": [],
    "context": [],
    "state": {},
    "forwardedProps": {},
}

MATRIX: dict[str, Entry] = {
    "GET /": Entry("open"),
    "GET /sign-in": Entry("open"),
    "GET /openapi.json": Entry("open"),
    "GET /page": Entry("open"),
    "GET /healthz": Entry("open"),
    "GET /api/sign-in": Entry("open"),
    "POST /api/sign-in": Entry("open", json={"token": "{token}"}),
    "POST /api/sign-out": Entry("open"),
    "GET /auth/login": Entry("open"),
    "GET /auth/callback": Entry("open"),
    "GET /api/session": Entry("self"),
    "GET /metrics": Entry("self"),
    "GET /v1/models": Entry("self"),
    "POST /v1/chat/completions": Entry("self", json={"messages": [{"role": "user", "content": "hello"}]}),
    "POST /mcp": Entry("self", json={"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}),
    "POST /api/ask": Entry("personal", json={"message": "budget of Harbor", "thread_id": "{thread_id}"}, shows=False),
    "POST /api/agent": Entry("personal", json=RUN, shows=False),
    "GET /api/agent/{run_id}/events": Entry("personal"),
    "GET /api/threads": Entry("list"),
    "GET /api/threads/{thread_id}": Entry("personal"),
    "PATCH /api/threads/{thread_id}": Entry("personal", json={"title": "MARKER again"}),
    "DELETE /api/threads/{thread_id}": Entry("personal", shows=False),
    "GET /api/turns/{turn_id}": Entry("personal"),
    "POST /api/turns/{turn_id}/stop": Entry("personal"),
    "POST /api/turns/{turn_id}/verify": Entry("personal", shows=False),
    "GET /api/turns/{turn_id}/cards/{number}.svg": Entry("personal", shows=False),
    "GET /api/turns/{turn_id}/cards/{number}.png": Entry("personal", shows=False),
    "POST /api/attachments": Entry("personal", form={"thread_id": "{thread_id}"}, file=True, shows=False),
    "GET /api/projects": Entry("list"),
    "GET /api/projects/{key}": Entry("project"),
    "GET /api/projects/{key}/work-items": Entry("project"),
    "GET /api/projects/{key}/risks": Entry("project"),
    "GET /api/documents": Entry("list"),
    "POST /api/documents": Entry("project", form={"project": "HRB"}, file=True, shows=False, role="contributor"),
    "GET /api/documents/{document_id}": Entry("project"),
    "PATCH /api/documents/{document_id}": Entry("project", json={"kind": "minutes"}, role="contributor"),
    "GET /api/documents/{document_id}/passages/{passage_id}": Entry("project"),
    "GET /api/proposals": Entry("list", shows=False),
    "GET /api/proposals/{proposal_id}": Entry("project", shows=False),
    "POST /api/proposals/{proposal_id}/approve": Entry("project", json={"hash": "{hash}"}, shows=False, role="manager"),
    "POST /api/proposals/{proposal_id}/undo": Entry("project", json={"hash": "{hash}"}, shows=False, role="manager"),
    "POST /api/proposals/{proposal_id}/reject": Entry("project", json={"hash": "{hash}"}, shows=False, role="manager"),
    "POST /api/proposals/{proposal_id}/edit": Entry(
        "project", json={"hash": "{hash}", "changes": {"1": {"priority": "high"}}}, shows=False, role="contributor"
    ),
    "GET /api/projects/{project_key}/history/{record}/{record_key}": Entry("project", shows=False),
    "GET /api/story-sets": Entry("list"),
    "GET /api/story-sets/{set_id}": Entry("personal"),
    "GET /api/story-sets/{set_id}/versions": Entry("personal", shows=False),
    "GET /api/story-sets/{set_id}/diff": Entry("personal", query={"before": "1", "after": "1"}, shows=False),
    "POST /api/story-sets/{set_id}/restore": Entry("personal", json={"version": 1}),
    "GET /api/story-sets/{set_id}/export": Entry("personal", query={"format": "md"}),
}

if find_spec("leadline.api.routes.reports"):
    MATRIX |= {
        "GET /api/reports": Entry("list", shows=False),
        "POST /api/reports": Entry("project", json={"project": "HRB"}, shows=False, stranger=422, role="contributor"),
        "GET /api/reports/{report_id}": Entry("personal", shows=False),  # a draft: viewers do not see it
        "POST /api/reports/{report_id}/verify": Entry("personal", shows=False),
        "GET /api/reports/{report_id}/export": Entry("personal", query={"format": "md"}, shows=False),
        "POST /api/reports/{report_id}/review": Entry("personal", shows=False),
        "POST /api/reports/{report_id}/publish": Entry("personal", shows=False),
        "GET /api/turns/{turn_id}/cards/{number}/export": Entry("personal", query={"format": "md"}, shows=False),
    }
