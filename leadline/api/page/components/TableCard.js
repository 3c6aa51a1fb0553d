import { html, nothing } from "../html.js";
import { DataTable, FIRST_ROWS, TableNote } from "./DataTable.js";

export function TableCard(card, place, state, act) {
  const { columns, rows } = card.data;
  const { sort, all = rows.length <= FIRST_ROWS + 3 } = place.choices[place.key] ?? {};
  const choose = (change) => act.dispatch({ type: "choice_made", key: place.key, value: { sort, all, ...change } });
  const onSort = (key) => choose({ sort: { key, down: sort?.key === key ? !sort.down : false } });
  return html`<section class="card table-card" aria-label=${card.title}>
    <h3>${card.title}</h3>
    ${rows.length ? DataTable({ columns, rows, sort, onSort, all }) : html`<p class="hint">None.</p>`}
    ${all ? nothing : html`<button class="text-button" type="button" @click=${() => choose({ all: true })}>Show all ${rows.length} rows</button>`}
    ${TableNote(card.data)}
  </section>`;
}
