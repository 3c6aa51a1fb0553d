import { html } from "../html.js";
import { sourceLine } from "../text/export.js";

export function CitationsCard(card, place, state, act) {
  return html`<section class="card" aria-label=${card.title}>
    <h3>${card.title}</h3>
    <ol class="sources">${card.data.items.map((citation) => html`<li>
      <button class="source" type="button" @click=${() => act.openPassage(citation)}>
        <span class="source-title">${citation.n ? html`<span class="cite">${citation.n}</span> ` : ""}${citation.title}</span>
        <span class="popover-about">${sourceLine({ ...citation, title: "" })}</span>
        <span class="source-quote">${citation.quote}</span>
      </button></li>`)}</ol>
  </section>`;
}
