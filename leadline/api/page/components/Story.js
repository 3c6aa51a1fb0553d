import { html, nothing } from "../html.js";
import { Pill } from "./Pill.js";
import { points } from "../text/stories.js";

export function Story(story, open) {
  return html`<details class="story" ?open=${open}>
    <summary>
      <span class="key">${story.id}</span> <span class="story-title">${story.title}</span>
      <span class="story-marks">${Pill(story.priority)} <span class="pill">${points(story.estimate)}</span></span>
    </summary>
    <p class="story-text">As ${article(story.role)} <strong>${story.role}</strong>${basis(story.role_basis)}, I want <strong>${story.want}</strong>,
      so that <strong>${story.benefit}</strong>${basis(story.benefit_basis)}.</p>
    ${story.context ? html`<p class="story-context">${story.context}</p>` : nothing}
    <h5>Acceptance criteria</h5>
    <ol class="criteria">${story.criteria.map(Criterion)}</ol>
    ${Lines("Business rules", story.rules, (rule) => html`${rule.text} ${Source([rule.source])}`)}
    ${Lines("Out of scope", story.out_of_scope, (item) => html`${item.text} ${Source([item.source])}`)}
    ${Lines("Edge cases to decide", story.edge_cases, (item) => html`<strong>${item.name}:</strong> ${item.text}`)}
    ${Lines("Depends on", story.dependencies, (item) => html`<span class="key">${item.story}</span> ${item.type}: ${item.reason}`)}
    ${Lines("Open questions", story.open_questions, (item) => html`${item.question} <span class="muted">Ask: ${item.whom}</span>`)}
    <p class="story-foot">From ${Source(story.source)} · ${story.priority}: ${story.priority_reason} · Estimate: ${story.estimate?.basis ?? "not provided"}</p>
  </details>`;
}

function Criterion(criterion) {
  return html`<li class="criterion">
    <p class="criterion-name"><span class="key">${criterion.id}</span> ${criterion.name}
      <span class="pill">${criterion.kind}</span>${basis(criterion.basis)}</p>
    <dl class="gherkin">
      <dt>Given</dt><dd>${criterion.given}</dd>
      <dt>When</dt><dd>${criterion.when}</dd>
      <dt>Then</dt><dd>${criterion.then}</dd>
    </dl>
    ${criterion.examples?.length ? html`<table class="data examples"><thead><tr><th scope="col">Value</th><th scope="col">Outcome</th></tr></thead>
      <tbody>${criterion.examples.map((each) => html`<tr><td>${each.value}</td><td>${each.outcome}</td></tr>`)}</tbody></table>` : nothing}
    <p class="criterion-foot">${Source([criterion.source])} · ${criterion.level} test</p>
  </li>`;
}

function Lines(title, items, line) {
  if (!items?.length) return nothing;
  return html`<h5>${title}</h5><ul>${items.map((item) => html`<li>${line(item)}</li>`)}</ul>`;
}

function Source(ids) {
  return ids?.length ? html`<span class="source-ids">${ids.filter(Boolean).join(", ")}</span>` : nothing;
}

// What the text does not say is marked where it stands.
function basis(kind) {
  if (kind === "proposed") return html` <span class="pill amber" title="Our suggestion: a person has to accept it">to confirm</span>`;
  return nothing;
}

function article(role) {
  const spelled = /^[AEFHILMNORSX][A-Z]/.test(role); // letters said one by one: "an HR officer", "an SLA manager"
  return spelled || "aeio".includes(role.charAt(0).toLowerCase()) ? "an" : "a";
}
