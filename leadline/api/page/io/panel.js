import { getJson } from "./api.js";

export function panelActions({ dispatch }) {
  return {
    async openPassage(citation) {
      dispatch({ type: "panel_opened", panel: { kind: "passage", citation, loading: true } });
      const path = [citation.document_id, citation.passage_id].map(encodeURIComponent).join("/passages/");
      try {
        dispatch({ type: "passage_loaded", citation, passage: await getJson(`/api/documents/${path}`) });
      } catch (error) {
        dispatch({ type: "passage_loaded", citation, error: error.details });
      }
    },
    openSources: (turnId) => dispatch({ type: "panel_opened", panel: { kind: "sources", turnId } }),
    openFigures: (turnId) => dispatch({ type: "panel_opened", panel: { kind: "figures", turnId } }),
    async verify(turnId) {
      dispatch({ type: "panel_opened", panel: { kind: "verified", turnId, loading: true } });
      try {
        const path = `/api/turns/${encodeURIComponent(turnId)}/verify`;
        dispatch({ type: "turn_verified", turnId, verified: await (await request(path, { method: "POST" })).json() });
      } catch (error) {
        dispatch({ type: "turn_verified", turnId, error: error.details });
      }
    },
    closePanel: () => dispatch({ type: "panel_closed" }),
  };
}
