// While an answer grows, its question moves up to the top of the screen and stays there: the reader starts at the headline.
// A reader who scrolls away is left alone.

let followed = null; // id of the turn that is kept in view
let shownThread = null;

for (const gesture of ["wheel", "touchmove"]) addEventListener(gesture, () => (followed = null), { passive: true });

export function keepInView(state) {
  const scroller = document.getElementById("conversation");
  if (!scroller) return;
  const { id, turns } = state.thread;
  const last = turns.at(-1);
  if (last?.status === "running" && followed === null && shownThread !== last.message_id) followed = last.message_id;
  if (last) shownThread = last.message_id;
  if (last && followed === last.message_id) {
    const element = document.getElementById(`turn-${last.message_id}`);
    const top = element ? element.offsetTop - 12 : scroller.scrollHeight;
    scroller.scrollTop = Math.min(top, scroller.scrollHeight - scroller.clientHeight);
  }
  scroller.dataset.thread = id ?? "";
}
