import { guard, html } from "../html.js";
import { answerDom } from "../text/marks.js";
import { restsAt } from "../view/pointer.js";

export function Answer(turn, act) {
  const focus = (event) => explain(event.target, turn, act);
  const over = (event) => {
    if (!restsAt(event)) explain(event.target, turn, act); // else the text moved under a pointer that rests
  };
  const leave = (event) => {
    if (!event.relatedTarget?.closest?.(".popover, [data-claim], [data-cite]")) act.dispatch({ type: "popover_closed" });
  };
  const click = (event) => {
    const cite = event.target.closest("[data-cite]");
    if (cite) act.openPassage(turn.citations.find((each) => each.n === Number(cite.dataset.cite)));
    else explain(event.target, turn, act);
  };
  return html`<div class="answer" @mouseover=${over} @focusin=${focus} @mouseout=${leave} @focusout=${leave} @click=${click}>
    ${guard([turn.text, turn.claims, turn.citations], () => answerDom(turn.text, turn.claims, turn.citations))}
  </div>`;
}

function explain(target, turn, act) {
  const element = target.closest("[data-claim], [data-cite]");
  if (!element) return;
  const { left, right, top, bottom } = element.getBoundingClientRect();
  const { claim, cite } = element.dataset;
  const what = cite ? { kind: "citation", index: Number(cite) } : { kind: "claim", index: Number(claim) };
  act.dispatch({ type: "popover_opened", popover: { ...what, turnId: turn.message_id, anchor: { left, right, top, bottom } } });
}
