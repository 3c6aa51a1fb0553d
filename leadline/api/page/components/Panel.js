import { guard, html, nothing } from "../html.js";
import { FactDetails } from "./FactDetails.js";
import { Icon } from "./Icon.js";
import { Verified } from "./Verified.js";
import { date } from "../text/format.js";
import { sourceLine } from "../text/export.js";
import { passageDom } from "../text/highlight.js";
import { markdownToDom } from "../text/markdown.js";

const TITLES = { passage: "Passage", sources: "Sources", figures: "Figures of this answer", verified: "Still true?" };

export function Panel(state, act) {
  const { panel } = state;
  const turn = state.thread.turns.find((each) => each.message_id === panel.turnId);
  const contents = { passage: () => Passage(panel), sources: () => Sources(turn, act), figures: () => Figures(turn), verified: () => Verified(panel) };
  return html`<aside class="panel" aria-label=${TITLES[panel.kind]}>
    <header class="panel-head">
      <h2>${TITLES[panel.kind]}</h2>
      <button class="icon-button" type="button" aria-label="Close the panel" @click=${act.closePanel}>${Icon("close")}</button>
    </header>
    <div class="panel-body">${contents[panel.kind]()}</div>
  </aside>`;
}

function Passage({ citation, loading, passage, error }) {
  if (loading) return html`<p class="hint" role="status">Opening the document…</p>`;
  if (error) {
    return html`<div class="trouble" role="alert"><p><strong>${error.message}</strong> ${error.hint ?? ""}</p></div>
      <h3>${citation.title}</h3><blockquote>${citation.quote}</blockquote>`;
  }
  const { document: source, passage: found, before, after } = passage;
  const about = [source.kind?.replaceAll("_", " "), source.date ? date(source.date) : "", source.project_key];
  return html`<h3>${source.title}</h3>
    <p class="popover-about">${about.filter(Boolean).join(" · ")}</p>
    <p class="popover-about">${sourceLine({ title: "", section: found.section, page: found.page })}</p>
    <div class="passage">
      ${guard([passage], () => {
        const shown = passageDom(found.text, citation.quote);
        requestAnimationFrame(() => (shown.querySelector("mark") ?? shown).scrollIntoView({ block: "center" }));
        return [around(before), shown, around(after)];
      })}
    </div>`;
}

function around(text) {
  const root = markdownToDom(text);
  root.classList.add("around");
  return root;
}

function Sources(turn, act) {
  if (!turn) return nothing;
  return html`<ol class="sources">
    ${turn.citations.map((citation) => html`<li><button class="source" type="button" @click=${() => act.openPassage(citation)}>
      <span class="source-title"><span class="cite">${citation.n}</span> ${citation.title}</span>
      <span class="popover-about">${sourceLine({ ...citation, title: "" })}</span>
      <span class="source-quote">${citation.quote}</span>
    </button></li>`)}
  </ol>`;
}

function Figures(turn) {
  if (!turn) return nothing;
  const facts = new Map(turn.facts.map((fact) => [fact.id, fact]));
  const unsupported = turn.claims.filter((claim) => claim.status === "unsupported");
  const used = [...new Set(turn.claims.map((claim) => claim.fact_id).filter((id) => facts.has(id)))];
  return html`
    ${unsupported.length ? html`<div class="trouble"><p><strong>Not supported by a fact</strong></p>
      <ul>${unsupported.map((claim) => html`<li>${claim.text}</li>`)}</ul></div>` : nothing}
    ${used.map((id) => html`<div class="fact">${FactDetails(facts.get(id))}</div>`)}`;
}
