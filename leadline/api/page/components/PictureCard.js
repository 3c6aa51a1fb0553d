import { html, nothing } from "../html.js";
import { DataTable } from "./DataTable.js";
import { pictureRows, pictureText } from "../text/pictures.js";
import { effectiveTheme } from "../view/theme.js";

// The server draws the picture from the stored card; its data stands below as a table for those who cannot see it.
export function PictureCard(card, place, state) {
  const { turn, index } = place;
  const base = `/api/turns/${encodeURIComponent(turn.message_id)}/cards/${index}`;
  const theme = effectiveTheme(state);
  return html`<section class="card picture-card" aria-label=${card.title}>
    ${turn.status === "running"
      ? html`<p class="hint">${card.title}: the picture follows with the end of the answer.</p>`
      : html`<div class="picture"><img src="${base}.svg?theme=${theme}&width=${pictureWidth()}" alt=${pictureText(card)}
          @error=${(event) => event.target.closest(".picture").classList.add("broken")} />
          <p class="hint broken-note">The picture could not be loaded; its data is below.</p></div>`}
    ${card.data.note && card.kind !== "timeline" ? html`<p class="card-note">${card.data.note}</p>` : nothing}
    <footer class="card-foot">
      <a href="${base}.svg?theme=light" download>SVG</a> <a href="${base}.png?theme=light" download>PNG</a>
      <details class="picture-data"><summary>Data as a table</summary>${DataTable(pictureRows(card))}</details>
    </footer>
  </section>`;
}

// Narrow screens get a picture drawn for them, with letters of the same size.
function pictureWidth() {
  return innerWidth < 720 ? 480 : 760;
}
