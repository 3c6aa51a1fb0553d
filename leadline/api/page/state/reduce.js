import { initialState, newTurn } from "./initial.js";
import { applyRunEvent } from "./run_events.js";

const handlers = {
  session_loaded: (state, { session }) => ({ ...state, session }),
  projects_loaded: (state, { items, total }) => ({ ...state, projects: { items, total, error: null } }),
  projects_failed: (state, { error }) => ({ ...state, projects: { ...state.projects, error } }),
  project_chosen: (state, { project }) => ({ ...state, project: project || null }),

  threads_searched: (state, { query }) => ({ ...state, threads: { ...state.threads, query, loading: true } }),
  threads_loaded: (state, { items, total, query, append }) =>
    query !== state.threads.query
      ? state // the answer to an older search
      : {
          ...state,
          threads: { query, total, items: append ? [...state.threads.items, ...items] : items, loading: false, error: null },
        },
  threads_failed: (state, { error }) => ({ ...state, threads: { ...state.threads, loading: false, error } }),
  renaming: (state, { threadId }) => ({ ...state, renaming: threadId, deleting: null }),
  deleting: (state, { threadId }) => ({ ...state, deleting: threadId, renaming: null }),
  thread_renamed: (state, { threadId, title }) => ({
    ...withThreads(state, (items) => items.map((item) => (item.id === threadId ? { ...item, title } : item))),
    renaming: null,
    thread: state.thread.id === threadId ? { ...state.thread, title } : state.thread,
  }),
  thread_deleted: (state, { threadId }) => ({
    ...withThreads(state, (items) => items.filter((item) => item.id !== threadId)),
    deleting: null,
  }),

  thread_opened: (state, { threadId }) => ({
    ...state,
    thread: { ...initialState.thread, id: threadId, loading: threadId !== null },
    draft: initialState.draft,
    panel: null,
    popover: null,
    drawer: false,
    choices: {},
  }),
  thread_loaded: (state, { thread }) =>
    thread.id !== state.thread.id
      ? state
      : {
          ...state,
          project: thread.project ?? state.project,
          thread: { ...thread, loading: false, error: null, turns: thread.turns.map(storedTurn) },
        },
  thread_failed: (state, { threadId, error }) =>
    threadId !== state.thread.id ? state : { ...state, thread: { ...state.thread, loading: false, error } },

  asked: (state, { threadId, runId, question, attachments }) => ({
    ...state,
    draft: initialState.draft,
    popover: null,
    announcement: "Working on it",
    thread: {
      ...state.thread,
      id: threadId,
      error: null,
      turns: [...state.thread.turns.filter((turn) => turn.stored || turn.status === "running"), newTurn(runId, question, attachments)],
    },
  }),
  run_event: (state, { runId, event }) => {
    const next = withTurn(state, runId, (turn) => applyRunEvent(turn, event));
    if (next === state) return state;
    const decided = event.activityType === "leadline.proposal" ? [event.content.proposal] : [];
    const shown = decided.length ? withProposals(next, decided) : next;
    return { ...shown, announcement: announcementFor(event) ?? state.announcement };
  },
  run_failed: (state, { runId, error, stored }) => ({
    ...withTurn(state, runId, (turn) => ({ ...turn, status: "failed", error, stored, connection: "open" })),
    announcement: error.message,
  }),
  connection_changed: (state, { runId, connection }) => withTurn(state, runId, (turn) => ({ ...turn, connection })),
  run_restarted: (state, { runId }) =>
    withTurn(state, runId, (turn) => ({ ...newTurn(runId, turn.question, turn.attachments), stored: true })),

  draft_changed: (state, { text }) => ({ ...state, draft: { ...state.draft, text } }),
  attachment_added: (state, { attachment }) => withAttachments(state, (items) => [...items, attachment]),
  attachment_changed: (state, { localId, change }) =>
    withAttachments(state, (items) => items.map((item) => (item.localId === localId ? { ...item, ...change } : item))),
  attachment_removed: (state, { localId }) =>
    withAttachments(state, (items) => items.filter((item) => item.localId !== localId)),

  panel_opened: (state, { panel }) => ({ ...state, panel, popover: null }),
  passage_loaded: (state, { citation, passage, error }) =>
    state.panel?.citation !== citation ? state : { ...state, panel: { ...state.panel, loading: false, passage, error } },
  turn_verified: (state, { turnId, verified, error }) =>
    state.panel?.kind !== "verified" || state.panel.turnId !== turnId
      ? state
      : { ...state, panel: { ...state.panel, loading: false, verified, error } },
  panel_closed: (state) => ({ ...state, panel: null }),
  popover_opened: (state, { popover }) => ({ ...state, popover }),
  popover_closed: (state) => (state.popover ? { ...state, popover: null } : state),
  drawer_toggled: (state, { open }) => ({ ...state, drawer: open ?? !state.drawer }),
  theme_chosen: (state, { theme }) => ({ ...state, theme }),
  screen_darkened: (state, { dark }) => ({ ...state, dark }),
  choice_made: (state, { key, value }) => ({ ...state, choices: { ...state.choices, [key]: value } }),
  proposals_refreshed: (state, { proposals }) => withProposals(state, proposals),
  toast_shown: (state, { toast }) => ({ ...state, toast, announcement: toast ?? state.announcement }),
};

export function reduce(state, event) {
  return handlers[event.type](state, event);
}

export function runningTurn(state) {
  return state.thread.turns.find((turn) => turn.status === "running");
}

function storedTurn(turn) {
  return { ...newTurn(turn.message_id, turn.question, []), ...turn, notices: [], stored: true };
}

function withTurn(state, runId, change) {
  const { turns } = state.thread;
  if (!turns.some((turn) => turn.message_id === runId)) return state;
  return {
    ...state,
    thread: { ...state.thread, turns: turns.map((turn) => (turn.message_id === runId ? change(turn) : turn)) },
  };
}

// A proposal may stand in several turns: where it was made, and where it was decided.
function withProposals(state, proposals) {
  const fresh = new Map(proposals.map((each) => [each.id, each]));
  const turns = state.thread.turns.map((turn) =>
    turn.proposals.some((each) => fresh.has(each.id))
      ? { ...turn, proposals: turn.proposals.map((each) => ({ ...each, ...fresh.get(each.id) })) }
      : turn,
  );
  return { ...state, thread: { ...state.thread, turns } };
}

function withThreads(state, change) {
  const items = change(state.threads.items);
  const total = state.threads.total - (state.threads.items.length - items.length);
  return { ...state, threads: { ...state.threads, items, total } };
}

function withAttachments(state, change) {
  return { ...state, draft: { ...state.draft, attachments: change(state.draft.attachments) } };
}

function announcementFor(event) {
  if (event.type === "RUN_FINISHED") return "Answer finished";
  if (event.type === "RUN_ERROR") return `No answer: ${event.message}`;
  return null;
}
