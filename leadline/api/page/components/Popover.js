import { html, nothing, ref } from "../html.js";
import { FactDetails } from "./FactDetails.js";
import { placeBeside } from "../view/place.js";
import { sourceLine } from "../text/export.js";

export function Popover(state, act) {
  const { popover } = state;
  const turn = popover && state.thread.turns.find((each) => each.message_id === popover.turnId);
  if (!turn) return nothing;
  const content = popover.kind === "citation" ? Quote(turn, popover.index) : Claim(turn, turn.claims[popover.index]);
  const place = (element) => element && placeBeside(element, popover.anchor);
  const leave = (event) => {
    if (!event.relatedTarget?.closest?.("[data-claim], [data-cite]")) act.dispatch({ type: "popover_closed" });
  };
  return html`<div class="popover" role="tooltip" @mouseleave=${leave} ${ref(place)}>${content}</div>`;
}

function Quote(turn, n) {
  const citation = turn.citations.find((each) => each.n === n);
  if (!citation) return nothing;
  return html`<p class="popover-title">${citation.title}</p>
    <p class="popover-about">${sourceLine({ ...citation, title: "" }) || "Document"}</p>
    <blockquote>${citation.quote}</blockquote>
    <p class="popover-about">Click the number to read the passage.</p>`;
}

function Claim(turn, claim) {
  if (!claim) return nothing;
  if (claim.status === "unsupported") {
    return html`<p class="popover-title">Not supported by a fact</p>
      <p>“${claim.text}” was not found in the project data or the documents of this answer. Check it before you use it.</p>`;
  }
  const fact = turn.facts.find((each) => each.id === claim.fact_id);
  if (!fact) return html`<p class="popover-title">${claim.text}</p><p class="popover-about">Its source is not part of this answer.</p>`;
  return FactDetails(fact);
}
