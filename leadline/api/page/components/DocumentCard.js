import { guard, html, nothing } from "../html.js";
import { CardTools } from "./CardTools.js";
import { DataTable } from "./DataTable.js";
import { PictureCard } from "./PictureCard.js";
import { markdownToDom } from "../text/markdown.js";
import { pictureRows } from "../text/pictures.js";
import { date, NOT_PROVIDED } from "../text/format.js";

const HEADER = [
  ["project", "Project"],
  ["type", "Type"],
  ["period", "Period"],
  ["audience", "Audience"],
  ["prepared_by", "Prepared by"],
  ["drafted_by", "Drafted by"],
  ["state", "State"],
];

const FORMATS = [
  ["pdf", "PDF"],
  ["docx", "Word"],
  ["pptx", "PowerPoint"],
  ["xlsx", "Excel"],
  ["html", "Web page"],
];

// Reports and drafted documents: sections when there are some, else the Markdown.
export function DocumentCard(card, place, state, act) {
  const { header, sections, markdown } = card.data;
  return html`<section class="card document-card" aria-label=${card.title}>
    <header class="card-head"><h3>${card.title}</h3><span class="card-tools">
      ${CardTools(card.title, [["Markdown", "md", markdown]], act)} ${card.kind === "report" ? Files(place) : nothing}</span></header>
    ${header ? Header(header) : nothing}
    ${sections?.length ? sections.map((section) => Section(section, place, state)) : Prose(markdown)}
  </section>`;
}

function Files({ turn, index }) {
  const path = `/api/turns/${encodeURIComponent(turn.message_id)}/cards/${index}/export?format=`;
  return html`<details class="menu"><summary class="plain-button small">Download as…</summary>
    <span class="menu-items">${FORMATS.map(([ending, label]) => html`<a href=${path + ending} download>${label}</a>`)}</span>
  </details>`;
}

function Header(header) {
  const rows = HEADER.filter(([key]) => key in header).map(([key, label]) => [label, header[key]]);
  const asOf = (header.as_of ?? []).map((each) => `${each.source} ${date(each.date)}`).join(", ");
  if (asOf) rows.push(["As of", asOf]);
  return html`<dl class="report-header">${rows.map(
    ([label, value]) => html`<div><dt>${label}</dt><dd class=${value ? "" : "missing"}>${value || NOT_PROVIDED}</dd></div>`,
  )}</dl>`;
}

function Section(section, place, state) {
  return html`<section class="report-section"><h4>${section.title}</h4>${section.blocks.map((block) => Block(block, place, state))}</section>`;
}

function Block(block, place, state) {
  if (block.type === "text") return Prose(block.markdown);
  if (block.type === "table") return DataTable(block);
  if (block.type === "chart") return Picture(block.card, place, state);
  return nothing;
}

// A picture inside a report. The server draws the cards of a turn: one that is not among them is shown as its data.
function Picture(card, place, state) {
  const { cards } = place.turn;
  const index = typeof card === "number" ? card : cards.findIndex((each) => each?.kind === card?.kind && each.title === card.title);
  if (cards[index]) return PictureCard(cards[index], { ...place, index }, state);
  return card?.data ? html`<h5>${card.title}</h5>${DataTable(pictureRows(card))}` : nothing;
}

function Prose(markdown) {
  return guard([markdown], () => markdownToDom(markdown ?? ""));
}
