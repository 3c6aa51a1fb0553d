// Asking: send, stream, stop, try again, reconnect.

import { request } from "./api.js";
import { follow, resume } from "./stream.js";
import { randomId } from "./ids.js";
import { runningTurn } from "../state/reduce.js";

export function askActions({ getState, dispatch, reloadThreads, showThread }) {
  const events = (runId) => ({
    onEvent: (event) => dispatch({ type: "run_event", runId, event }),
    onConnection: (connection) => dispatch({ type: "connection_changed", runId, connection }),
  });

  async function watch(runId, open) {
    try {
      await follow(runId, open, events(runId));
    } catch (error) {
      if (error.resumable) dispatch({ type: "connection_changed", runId, connection: "lost" });
      else dispatch({ type: "run_failed", runId, error: error.details ?? { message: String(error) }, stored: false });
    }
    reloadThreads();
  }

  async function ask(question, { model, attachments = [] } = {}) {
    const state = getState();
    if (runningTurn(state) || !question.trim()) return;
    const runId = randomId();
    const threadId = state.thread.id ?? randomId();
    dispatch({ type: "asked", threadId, runId, question, attachments });
    showThread(threadId);
    const forwardedProps = { attachments: attachments.map((file) => file.id) };
    if (state.project) forwardedProps.project = state.project;
    if (model) forwardedProps.model = model;
    const json = {
      threadId,
      runId,
      messages: [{ id: `${runId}-question`, role: "user", content: question }],
      tools: [],
      context: [],
      state: {},
      forwardedProps,
    };
    await watch(runId, () => request("/api/agent", { method: "POST", json }));
  }

  return {
    ask,
    send() {
      const { draft, session } = getState();
      const limit = session?.limits.message_characters ?? Infinity;
      if (draft.attachments.some((file) => file.status === "loading") || draft.text.length > limit) return;
      const attachments = draft.attachments.filter((file) => file.status === "ready");
      ask(draft.text, { attachments });
    },
    retry: (turn, model) => ask(turn.question, { model, attachments: turn.attachments ?? [] }),
    reconnect(turn) {
      dispatch({ type: "run_restarted", runId: turn.message_id });
      watch(turn.message_id, () => resume(turn.message_id, ""));
    },
    async stop() {
      const turn = runningTurn(getState());
      if (!turn) return;
      try {
        await request(`/api/turns/${encodeURIComponent(turn.message_id)}/stop`, { method: "POST" });
      } catch (error) {
        dispatch({ type: "toast_shown", toast: error.message });
      }
    },
  };
}
