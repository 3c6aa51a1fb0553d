// One AG-UI event applied to the turn that it belongs to.

const handlers = {
  RUN_STARTED: (turn) => ({ ...turn, stored: true, connection: "open" }),
  TOOL_CALL_START: (turn, { toolCallId, toolCallName }) => ({
    ...turn,
    tools: [...turn.tools, { id: toolCallId, name: toolCallName, argsText: "", args: {}, status: "running" }],
  }),
  TOOL_CALL_ARGS: (turn, { toolCallId, delta }) =>
    withTool(turn, toolCallId, (tool) => ({ ...tool, argsText: tool.argsText + delta })),
  TOOL_CALL_END: (turn, { toolCallId }) =>
    withTool(turn, toolCallId, (tool) => ({ ...tool, args: parsed(tool.argsText) ?? {} })),
  TOOL_CALL_RESULT: (turn, { toolCallId, content }) =>
    withTool(turn, toolCallId, (tool) => ({ ...tool, ...(parsed(content) ?? { status: "ok" }) })),
  TEXT_MESSAGE_CONTENT: (turn, { delta }) => ({ ...turn, text: turn.text + delta }),
  // What was streamed so far is withdrawn: a tool call that came as text, a repair.
  CUSTOM: (turn, { name, value }) => (name === "leadline.text_replaced" ? { ...turn, text: value.text } : turn),
  ACTIVITY_SNAPSHOT: (turn, { activityType, content }) => activities[activityType]?.(turn, content) ?? turn,
  RUN_FINISHED: (turn, { result }) => ({ ...turn, status: "done", ...result, notices: turn.notices, connection: "open" }),
  RUN_ERROR: (turn, { message, code, hint, metadata }) => ({
    ...turn,
    status: "failed",
    connection: "open",
    error: { message, code, hint: hint ?? metadata?.hint ?? "" },
    tools: turn.tools.map((tool) => (tool.status === "running" ? { ...tool, status: "error" } : tool)),
  }),
};

const activities = {
  "leadline.card": (turn, { index, card }) => {
    const cards = [...turn.cards];
    cards[index] = card;
    return { ...turn, cards };
  },
  "leadline.citations": (turn, { items }) => ({ ...turn, citations: items }),
  "leadline.proposal": (turn, { proposal }) => ({ ...turn, proposals: [...turn.proposals.filter((each) => each.id !== proposal.id), proposal] }),
  "leadline.claims": (turn, { claims, facts }) => ({ ...turn, claims, facts }),
  "leadline.suggestions": (turn, { items }) => ({ ...turn, suggestions: items }),
  "leadline.notice": (turn, { message }) => ({ ...turn, notices: [...turn.notices, message] }),
};

export function applyRunEvent(turn, event) {
  return handlers[event.type]?.(turn, event) ?? turn;
}

function withTool(turn, id, change) {
  return { ...turn, tools: turn.tools.map((tool) => (tool.id === id ? change(tool) : tool)) };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null; // a partial stream; the finished turn brings the whole
  }
}
