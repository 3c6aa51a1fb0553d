"""Scripted answers for the page's tests: the events of a turn and the turn that they end in."""

import json
from typing import Any

from tests.api.page.fake_server import HOLD, Event, Step

ANSWER = (
    "**Atlas Billing is amber.** The pilot moved 17 days to 18 Dec 2026 because the sandbox was late [1], "
    "and cost is running 21 % over plan. Some say 99 people work on it.\n\n"
    "| Milestone | Slip |\n|---|---|\n| Pilot | 17 days |\n\n- Ask the vendor for a plan by Friday."
)
QUERY = {"kind": "query", "tool": "get_project_status", "args": {"project": "ATLAS"}}
FACTS = [
    {
        "id": "f1",
        "label": "Atlas Billing: slip of the pilot",
        "value": 17,
        "unit": "days",
        "as_of": "2026-11-20",
        "source": QUERY,
    },
    {
        "id": "f2",
        "label": "Cost over plan",
        "value": 21,
        "unit": "%",
        "as_of": None,
        "source": {
            "kind": "passage",
            "document_id": "d1",
            "title": "Cost report",
            "section": None,
            "page": 4,
            "quote": "21 % over",
        },
    },
]
CITATION = {
    "n": 1,
    "document_id": "d1",
    "passage_id": "p1",
    "title": "Steering minutes",
    "section": "Vendor",
    "page": 2,
    "quote": "The vendor confirmed that the sandbox will be late.",
}
TABLE = {
    "kind": "table",
    "title": "Milestones",
    "data": {
        "columns": [
            {"key": "name", "label": "Milestone", "kind": "text"},
            {"key": "date", "label": "Forecast", "kind": "date"},
            {"key": "cost", "label": "Cost", "kind": "money", "unit": "EUR"},
            {"key": "health", "label": "Health", "kind": "colour"},
        ],
        "rows": [
            {"name": "Sign-off", "date": "2026-09-21", "cost": 12000, "health": "green"},
            {"name": "Pilot", "date": "2026-12-18", "cost": 9500.5, "health": "red"},
            {"name": "Roll-out", "date": None, "cost": None, "health": "amber"},
        ],
        "total": 7,
        "shown": 3,
    },
}
TIMELINE = {
    "kind": "timeline",
    "title": "Atlas Billing: schedule",
    "data": {
        "status_date": "2026-11-20",
        "finish": "2026-12-18",
        "baseline_finish": "2026-12-01",
        "tasks": [
            {"key": "A1", "name": "Build", "start": "2026-10-01", "finish": "2026-12-01", "baseline_finish": "2026-11-20",
             "progress": 0.5, "critical": True},
            {"key": "A2", "name": "Pilot", "finish": "2026-12-18", "baseline_finish": "2026-12-01", "milestone": True, "critical": True},
        ],
    },
}  # fmt: skip

CRITERION = {
    "id": "AC1", "name": "Register", "given": "a clerk", "when": "they upload a PDF", "then": "it is stored",
    "kind": "normal", "basis": "source", "source": "R1", "level": "API", "examples": [],
}  # fmt: skip
STORY = {
    "id": "US-1", "title": "Register an invoice", "role": "clerk", "role_basis": "source", "want": "to register an invoice",
    "benefit": "it is paid", "benefit_basis": "proposed", "context": "", "source": ["R1"], "basis": "source",
    "priority": "Must", "priority_reason": "shall", "criteria": [CRITERION],
    "estimate": {"low": 3, "high": 5, "n": 4, "basis": "4 similar items"},
    "quality": {"findings": [], "invest": [{"letter": "I", "name": "Independent", "verdict": "pass", "reason": "no link"}]},
    "ready": [{"name": "Estimated", "ok": True}],
}  # fmt: skip
COVERED = {
    "requirement": "R1",
    "kind": "functional",
    "status": "covered",
    "cells": [{"story": "US-1", "criteria": ["AC1"]}],
}
STORY_SET = {
    "stories": [STORY],
    "coverage": {"rows": [COVERED], "unsupported": [], "sentences": 1, "requirements": 1, "background": 0, "parked": 0},
    "open_questions": [
        {"id": "Q1", "question": "Who approves?", "why": "No role is named.", "whom": "the sponsor", "by_when": "before refinement",
         "sources": ["R1"], "stories": ["US-1"], "blocking": True}
    ],
    "source_map": [{"id": "R1", "text": "Clerks register invoices.", "kind": "functional", "line": 1, "reason": "an action"}],
}  # fmt: skip


def claims(text: str) -> list[dict[str, Any]]:
    """The figures of `ANSWER`, found in `text` as the server finds them: offsets in code points."""
    wanted = [("17 days", "f1", "supported"), ("21 %", "f2", "document_says"), ("99", None, "unsupported")]
    return [
        {
            "text": part,
            "start": text.index(part),
            "end": text.index(part) + len(part),
            "fact_id": fact,
            "status": status,
        }
        for part, fact, status in wanted
        if part in text
    ]


def turn(thread_id: str, run_id: str, question: str, text: str, **fields: Any) -> dict[str, Any]:
    empty: dict[str, Any] = {
        "facts": [],
        "claims": [],
        "citations": [],
        "cards": [],
        "proposals": [],
        "suggestions": [],
        "tools": [],
    }
    known = {
        "thread_id": thread_id,
        "message_id": run_id,
        "question": question,
        "text": text,
        "status": "done",
        "error": None,
    }
    return {**empty, **known, "model": "builtin", "usage": {}, "ms": 84, "created_at": "2026-11-20T10:00:00Z", **fields}


def activity(kind: str, content: dict[str, Any]) -> Event:
    return {"type": "ACTIVITY_SNAPSHOT", "messageId": kind, "activityType": f"leadline.{kind}", "content": content}


def words(text: str) -> list[Step]:
    return [{"type": "TEXT_MESSAGE_CONTENT", "messageId": "m", "delta": part + " "} for part in text.split(" ")]


def simple(text: str, *, hold: bool = False, **fields: Any) -> Any:
    """A script that answers every question with `text`; `hold` waits at the gate in the middle of it."""

    def script(question: str, thread_id: str, run_id: str) -> list[Step]:
        parts = words(text)
        middle: list[Step] = [HOLD] if hold else []
        body = [*parts[: len(parts) // 2], *middle, *parts[len(parts) // 2 :]]
        finished = {"type": "RUN_FINISHED", "threadId": thread_id, "runId": run_id}
        return [
            {"type": "RUN_STARTED", "threadId": thread_id, "runId": run_id},
            {"type": "TEXT_MESSAGE_START", "messageId": "m", "role": "assistant"},
            *body,
            {"type": "TEXT_MESSAGE_END", "messageId": "m"},
            {**finished, "result": turn(thread_id, run_id, question, text, **fields)},
        ]

    return script


def status_answer(*, hold: bool = False, cards: list[dict[str, Any]] | None = None) -> Any:
    """The whole way of an answer: two tools (one fails), text, cards, citations, claims, suggestions."""
    shown = [TABLE, TIMELINE] if cards is None else cards
    tools = [
        {
            "name": "get_project_status",
            "args": {"project": "ATLAS"},
            "status": "ok",
            "ms": 42,
            "total": 7,
            "shown": 3,
            "withheld": 2,
        },
        {"name": "search_knowledge", "args": {"query": "sandbox"}, "status": "error", "ms": 1500},
    ]
    suggestions = ["Show the risks of Atlas Billing", "Draft the status report"]

    def script(question: str, thread_id: str, run_id: str) -> list[Step]:
        final = turn(
            thread_id, run_id, question, ANSWER, facts=FACTS, claims=claims(ANSWER), citations=[CITATION], cards=shown,
            suggestions=suggestions, tools=tools,
        )  # fmt: skip
        calls: list[Step] = []
        for number, tool in enumerate(tools):
            call = f"c{number}"
            result = {key: value for key, value in tool.items() if key not in ("name", "args")}
            calls += [
                {"type": "TOOL_CALL_START", "toolCallId": call, "toolCallName": tool["name"]},
                {"type": "TOOL_CALL_ARGS", "toolCallId": call, "delta": _json(tool["args"])},
                {"type": "TOOL_CALL_END", "toolCallId": call},
                {"type": "TOOL_CALL_RESULT", "messageId": call, "toolCallId": call, "content": _json(result)},
            ]
        return [
            {"type": "RUN_STARTED", "threadId": thread_id, "runId": run_id},
            *calls,
            activity("notice", {"message": "Two rows were withheld."}),
            {"type": "TEXT_MESSAGE_START", "messageId": "m", "role": "assistant"},
            *words(ANSWER),
            *([HOLD] if hold else []),
            {"type": "TEXT_MESSAGE_END", "messageId": "m"},
            *(activity("card", {"index": n, "card": card}) for n, card in enumerate(shown)),
            activity("citations", {"items": [CITATION]}),
            activity("claims", {"claims": claims(ANSWER), "facts": FACTS}),
            activity("suggestions", {"items": suggestions}),
            {"type": "RUN_FINISHED", "threadId": thread_id, "runId": run_id, "result": final},
        ]

    return script


def _json(value: Any) -> str:
    return json.dumps(value)
