import { html, nothing } from "../html.js";
import { cell, number, NOT_PROVIDED } from "../text/format.js";
import { Pill } from "./Pill.js";

const RIGHT = new Set(["number", "money", "percent"]);
const SEVERITY = { red: 0, amber: 1, yellow: 1, green: 2, grey: 3 };
export const FIRST_ROWS = 12;
const SHORT = 22; // characters from which on a cell gets room, so that a wide table scrolls instead of stacking words
const LONG = 80;

// columns [{key, label, kind, unit}], rows [{key: value}]. `sort` = {key, down}, `onSort(key)`; without them the order stands.
export function DataTable({ columns, rows, sort, onSort, all = true }) {
  const sorted = sort ? sortRows(rows, columns.find((column) => column.key === sort.key), sort.down) : rows;
  const shown = all ? sorted : sorted.slice(0, FIRST_ROWS);
  return html`<div class="table-scroll" tabindex="0" role="group" aria-label="Table">
    <table class="data">
      <thead><tr>${columns.map((column) => Head(column, sort, onSort))}</tr></thead>
      <tbody>${shown.map((row) => html`<tr>${columns.map((column) => Cell(row[column.key], column))}</tr>`)}</tbody>
    </table>
  </div>`;
}

function Head(column, sort, onSort) {
  const label = column.unit && column.kind !== "percent" ? `${column.label} (${column.unit})` : column.label;
  const side = RIGHT.has(column.kind) ? "right" : "";
  if (!onSort) return html`<th scope="col" class=${side}>${label}</th>`;
  const order = sort?.key === column.key ? (sort.down ? "descending" : "ascending") : "none";
  return html`<th scope="col" class=${side} aria-sort=${order}>
    <button class="sort" type="button" @click=${() => onSort(column.key)}>${label}<span class="arrow" aria-hidden="true">${{ ascending: "↑", descending: "↓", none: "" }[order]}</span></button>
  </th>`;
}

function Cell(value, { kind }) {
  const missing = value == null || value === "";
  if (missing) return html`<td class="${RIGHT.has(kind) ? "right" : ""} missing">${NOT_PROVIDED}</td>`;
  if (kind === "status" || kind === "colour") return html`<td>${Pill(value)}</td>`;
  if (kind === "key") return html`<td class="key">${cell(value, kind)}</td>`;
  if (RIGHT.has(kind)) return html`<td class="right ${kind === "money" && value < 0 ? "negative" : ""}">${cell(value, kind)}</td>`;
  const text = cell(value, kind);
  return html`<td class=${kind === "date" ? "nowrap" : text.length > LONG ? "very long" : text.length > SHORT ? "long" : ""}>${text}</td>`;
}

function sortRows(rows, column, down) {
  if (!column) return rows;
  const value = (row) => row[column.key];
  const known = rows.filter((row) => value(row) != null && value(row) !== "");
  const missing = rows.filter((row) => value(row) == null || value(row) === "");
  known.sort((a, b) => compare(value(a), value(b)) * (down ? -1 : 1));
  return [...known, ...missing];
}

function compare(a, b) {
  if (typeof a === "number" && typeof b === "number") return a - b;
  const [first, second] = [String(a), String(b)];
  const [high, low] = [SEVERITY[first.toLowerCase()], SEVERITY[second.toLowerCase()]];
  if (high !== undefined && low !== undefined) return high - low;
  return first.localeCompare(second, "en", { numeric: true });
}

export function TableNote({ total, shown, note }) {
  const cut = total != null && shown != null && shown < total ? `${number(shown, 0)} of ${number(total, 0)} shown.` : "";
  const text = [cut, note].filter(Boolean).join(" ");
  return text ? html`<p class="card-note">${text}</p>` : nothing;
}
