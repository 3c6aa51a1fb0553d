import { html, nothing, repeat } from "../html.js";
import { Turn } from "./Turn.js";
import { Welcome } from "./Welcome.js";

export function Conversation(state, act) {
  const { thread } = state;
  return html`<section id="conversation" class="conversation" aria-label="Conversation" tabindex="-1">
    <div class="column">
      ${thread.error ? NotFound(thread.error, act) : nothing}
      ${thread.loading ? html`<p class="hint" role="status">Loading the conversation…</p>` : nothing}
      ${!thread.turns.length && !thread.loading && !thread.error ? Welcome(state, act) : nothing}
      ${repeat(thread.turns, (turn) => turn.message_id, (turn) => Turn(turn, state, act))}
    </div>
  </section>`;
}

function NotFound(error, act) {
  return html`<div class="trouble" role="alert">
    <p><strong>${error.message}</strong> ${error.hint ?? ""}</p>
    <button class="plain-button" type="button" @click=${act.newThread}>Start a new conversation</button>
  </div>`;
}
