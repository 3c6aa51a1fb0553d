// Everything that the page shows is a function of this one value.

export const initialState = {
  session: null,
  projects: { items: [], total: 0, error: null },
  project: null, // key of the chosen project; null = all
  threads: { items: [], total: 0, query: "", loading: true, error: null },
  renaming: null,
  deleting: null,
  thread: { id: null, title: "", turns: [], loading: false, error: null },
  draft: { text: "", attachments: [] },
  panel: null, // { kind: "passage" | "sources" | "figures", ... }
  popover: null, // { kind: "claim" | "citation", turnId, index, anchor }
  drawer: false,
  theme: "auto",
  dark: false, // what "auto" means on this screen
  choices: {}, // what a card's reader chose: sorting, tab, all rows
  announcement: "",
  toast: null,
};

export function newTurn(runId, question, attachments) {
  return {
    message_id: runId,
    question,
    attachments,
    status: "running",
    text: "",
    tools: [],
    facts: [],
    claims: [],
    citations: [],
    cards: [],
    proposals: [],
    suggestions: [],
    notices: [],
    error: null,
    connection: "open", // "open" | "waiting" | "lost"
    stored: false, // true once the server has the message
  };
}
