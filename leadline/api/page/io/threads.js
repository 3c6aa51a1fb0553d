// The list of conversations, and the one that is open. The address (#/t/ID) says which.

import { getJson, request } from "./api.js";
import { runningTurn } from "../state/reduce.js";

const PAGE = 40;
const SEARCH_DELAY = 180; // milliseconds after the last key

export function threadActions({ getState, dispatch }) {
  let searching;

  async function load({ append = false } = {}) {
    const { query, items } = getState().threads;
    const parameters = new URLSearchParams({ q: query, limit: PAGE, offset: append ? items.length : 0 });
    try {
      const page = await getJson(`/api/threads?${parameters}`);
      dispatch({ type: "threads_loaded", items: page.items, total: page.total, query, append });
    } catch (error) {
      dispatch({ type: "threads_failed", error: error.details });
    }
  }

  return {
    reloadThreads: () => load(),
    moreThreads: () => load({ append: true }),
    searchThreads(query) {
      dispatch({ type: "threads_searched", query });
      clearTimeout(searching);
      searching = setTimeout(load, SEARCH_DELAY);
    },
    newThread() {
      location.hash = "#/";
    },
    showThread(threadId) {
      if (location.hash !== `#/t/${threadId}`) history.pushState(null, "", `#/t/${threadId}`);
    },
    async openThread(threadId, act) {
      if (threadId === getState().thread.id) return;
      dispatch({ type: "thread_opened", threadId });
      if (threadId === null) return;
      try {
        const thread = await getJson(`/api/threads/${encodeURIComponent(threadId)}`);
        dispatch({ type: "thread_loaded", thread });
        const running = runningTurn(getState());
        if (running && getState().thread.id === threadId) act.reconnect(running);
      } catch (error) {
        dispatch({ type: "thread_failed", threadId, error: error.details });
      }
    },
    async renameThread(threadId, title) {
      const name = title.trim();
      if (!name) return dispatch({ type: "renaming", threadId: null });
      try {
        await request(`/api/threads/${encodeURIComponent(threadId)}`, { method: "PATCH", json: { title: name } });
        dispatch({ type: "thread_renamed", threadId, title: name });
      } catch (error) {
        dispatch({ type: "toast_shown", toast: error.message });
      }
    },
    async deleteThread(threadId) {
      try {
        await request(`/api/threads/${encodeURIComponent(threadId)}`, { method: "DELETE" });
        if (getState().thread.id === threadId) location.hash = "#/";
        dispatch({ type: "thread_deleted", threadId });
      } catch (error) {
        dispatch({ type: "toast_shown", toast: error.message });
      }
    },
  };
}
