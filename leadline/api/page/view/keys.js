// Ctrl K searches conversations, Esc closes what is on top and then stops the answer.

export function listenForKeys({ getState, act, runningTurn }) {
  addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      if (matchMedia("(max-width: 760px)").matches) act.dispatch({ type: "drawer_toggled", open: true });
      const search = document.getElementById("search");
      search.focus();
      requestAnimationFrame(() => search.focus()); // a closed drawer takes the focus only once it is open
    } else if (event.key === "Escape" && !event.defaultPrevented) {
      escape(getState(), act, runningTurn);
    }
  });
}

function escape(state, act, runningTurn) {
  if (state.popover) act.dispatch({ type: "popover_closed" });
  else if (state.renaming || state.deleting) act.dispatch({ type: "renaming", threadId: null });
  else if (state.drawer) act.dispatch({ type: "drawer_toggled", open: false });
  else if (state.panel) act.closePanel();
  else if (runningTurn(state)) act.stop();
}
