import { html, nothing } from "../html.js";
import { Answer } from "./Answer.js";
import { Card } from "./Card.js";
import { Icon } from "./Icon.js";
import { Proposal } from "./Proposal.js";
import { ToolSteps } from "./ToolSteps.js";
import { Trust } from "./Trust.js";
import { TurnEnd } from "./TurnEnd.js";

export function Turn(turn, state, act) {
  const running = turn.status === "running";
  return html`<article id="turn-${turn.message_id}" class="turn" aria-busy=${running}>
    ${Question(turn)} ${ToolSteps(turn)}
    ${turn.notices.map((notice) => html`<p class="notice">${notice}</p>`)}
    ${running && !turn.text && !turn.tools.some((tool) => tool.status === "running") ? Thinking(turn) : nothing}
    ${turn.text ? Answer(turn, act) : nothing} ${running ? nothing : Trust(turn, act)}
    ${turn.cards.map((card, index) => (card ? Card(card, index, turn, state, act) : nothing))}
    ${turn.proposals.map((proposal) => Proposal(proposal, turn, state, act))} ${TurnEnd(turn, state, act)}
    ${running ? nothing : Suggestions(turn, state, act)}
  </article>`;
}

function Question(turn) {
  return html`<div class="question">
    <h2 class="visually-hidden">You asked</h2>
    <div class="bubble">${turn.question}</div>
    ${(turn.attachments ?? []).map((file) => html`<span class="file">${Icon("clip")} ${file.name}</span>`)}
  </div>`;
}

function Thinking(turn) {
  return html`<p class="thinking"><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>
    <span class="visually-hidden">Working on it</span>${turn.connection === "waiting" ? "Connecting…" : ""}</p>`;
}

function Suggestions(turn, state, act) {
  const last = state.thread.turns.at(-1) === turn;
  if (!last || !turn.suggestions.length) return nothing;
  return html`<div class="suggestions" role="group" aria-label="Next questions">
    ${turn.suggestions.map((text) => html`<button class="chip" type="button" @click=${() => act.ask(text)}>${text}</button>`)}
  </div>`;
}
