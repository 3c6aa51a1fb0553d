// state = reduce(state, event); render(App(state, act)). Nothing else keeps state.

import { render } from "./html.js";
import { App } from "./components/App.js";
import { initialState } from "./state/initial.js";
import { reduce, runningTurn } from "./state/reduce.js";
import { getJson } from "./io/api.js";
import { askActions } from "./io/ask.js";
import { attachmentActions } from "./io/attachments.js";
import { panelActions } from "./io/panel.js";
import { proposalActions } from "./io/proposals.js";
import { threadActions } from "./io/threads.js";
import { keepInView } from "./view/scrolling.js";
import { listenForKeys } from "./view/keys.js";
import { readTheme, saveTheme, showTheme } from "./view/theme.js";

let state = initialState;
let drawing = false;

const getState = () => state;
const act = {};

function dispatch(event) {
  state = reduce(state, event);
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(draw);
}

function draw() {
  drawing = false;
  showTheme(state.theme);
  document.title = state.thread.title ? `${state.thread.title} · Leadline` : "Leadline";
  render(App(state, act), document.getElementById("app"));
  keepInView(state);
}

const threads = threadActions({ getState, dispatch });
Object.assign(act, threads, panelActions({ dispatch }), attachmentActions({ getState, dispatch }), proposalActions({ getState, dispatch }), {
  ...askActions({ getState, dispatch, ...threads }),
  dispatch,
  openThread: (threadId) => threads.openThread(threadId, act),
  chooseTheme(theme) {
    saveTheme(theme);
    dispatch({ type: "theme_chosen", theme });
  },
  async loadProjects() {
    try {
      dispatch({ type: "projects_loaded", ...(await getJson("/api/projects?limit=200")) });
    } catch (error) {
      dispatch({ type: "projects_failed", error: error.details });
    }
  },
});

async function loadSession() {
  try {
    dispatch({ type: "session_loaded", session: await getJson("/api/session") });
  } catch (error) {
    dispatch({ type: "toast_shown", toast: error.message });
  }
}

function followAddress() {
  const threadId = decodeURIComponent(location.hash.match(/^#\/t\/([^/]+)$/)?.[1] ?? "") || null;
  act.openThread(threadId);
}

const darkScreen = matchMedia("(prefers-color-scheme: dark)");
darkScreen.addEventListener("change", () => dispatch({ type: "screen_darkened", dark: darkScreen.matches }));
dispatch({ type: "screen_darkened", dark: darkScreen.matches });
dispatch({ type: "theme_chosen", theme: readTheme() });
addEventListener("hashchange", followAddress);
addEventListener("popstate", followAddress);
listenForKeys({ getState, act, runningTurn });
followAddress();
loadSession();
act.loadProjects();
act.reloadThreads();
