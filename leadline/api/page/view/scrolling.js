// While an answer grows, its question moves up to the top of the screen and stays there: the reader starts at the headline.
// A reader who scrolls away is left alone, and nothing moves any more once the answer is finished.

const SCROLLING_KEYS = new Set(["PageUp", "PageDown", "Home", "End", "ArrowUp", "ArrowDown"]);

let shown = null; // id of the newest turn that has been brought into view
let following = false;

const letGo = () => (following = false);
for (const gesture of ["wheel", "touchmove", "pointerdown"]) addEventListener(gesture, letGo, { passive: true });
addEventListener("keydown", (event) => SCROLLING_KEYS.has(event.key) && letGo());

export function keepInView({ thread }) {
  const scroller = document.getElementById("conversation");
  const last = thread.turns.at(-1);
  if (!last) {
    shown = null;
    return;
  }
  if (last.message_id !== shown) {
    shown = last.message_id;
    following = true;
  }
  if (!following) return;
  const top = document.getElementById(`turn-${last.message_id}`).offsetTop - 12;
  scroller.scrollTop = Math.min(top, scroller.scrollHeight - scroller.clientHeight);
  following = last.status === "running";
}
