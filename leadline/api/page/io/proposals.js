// Decisions about proposals, and how the ones in view stand when others decide.

import { getJson, request, ServerError } from "./api.js";

const LOOK_AGAIN = 15_000; // milliseconds between two looks at what waits in view

export function proposalActions({ getState, dispatch }) {
  const waiting = () => getState().thread.turns.flatMap((turn) => turn.proposals).filter((each) => each.state === "pending");

  async function refresh(ids) {
    const found = await Promise.allSettled(ids.map((id) => getJson(`/api/proposals/${encodeURIComponent(id)}`)));
    const proposals = found.filter((each) => each.status === "fulfilled").map((each) => each.value);
    if (proposals.length) dispatch({ type: "proposals_refreshed", proposals });
  }

  setInterval(() => {
    const ids = [...new Set(waiting().map((each) => each.id))];
    if (ids.length && !document.hidden) refresh(ids);
  }, LOOK_AGAIN);

  return {
    async decide(turn, proposal, verdict, operations) {
      try {
        const path = `/api/proposals/${encodeURIComponent(proposal.id)}/${verdict}`;
        const json = { hash: proposal.hash, ...(operations ? { operations } : {}) };
        const decided = await (await request(path, { method: "POST", json })).json();
        dispatch({ type: "proposals_refreshed", proposals: [decided] });
        dispatch({ type: "toast_shown", toast: decided.message });
      } catch (error) {
        if (!(error instanceof ServerError)) throw error;
        dispatch({ type: "toast_shown", toast: error.message });
        refresh([proposal.id]);
      }
    },
  };
}
