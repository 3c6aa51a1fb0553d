import { html, nothing } from "../html.js";
import { Icon } from "./Icon.js";

// What a reader has to know when a turn did not end well, and what can be done.
export function TurnEnd(turn, state, act) {
  const again = html`<button class="plain-button" type="button" @click=${() => act.retry(turn)}>Try again</button>`;
  if (turn.status === "running" && turn.connection !== "open") return Connection(turn, act);
  if (turn.status === "stopped") return html`<div class="ending">You stopped this answer. ${again}</div>`;
  if (turn.status === "interrupted") {
    return html`<div class="ending">This answer was interrupted before it was finished. What was written is kept. ${again}</div>`;
  }
  if (turn.status !== "failed") return nothing;
  const error = turn.error ?? { message: "The answer failed.", hint: "" };
  const withModel = state.session && state.session.model !== "builtin";
  return html`<div class="trouble" role="alert">
    <p>${Icon("warning")} <strong>${error.message}</strong></p>
    ${error.hint ? html`<p>${error.hint}</p>` : nothing}
    <p class="actions">${again}
      ${withModel ? html`<button class="plain-button" type="button" @click=${() => act.retry(turn, "builtin")}>Answer without a model</button>` : nothing}
    </p>
  </div>`;
}

function Connection(turn, act) {
  if (turn.connection === "waiting") return html`<div class="ending" role="status">The connection was lost. Reconnecting…</div>`;
  return html`<div class="ending" role="alert">The connection was lost. The answer goes on at the server.
    <button class="plain-button" type="button" @click=${() => act.reconnect(turn)}>Reconnect</button></div>`;
}
