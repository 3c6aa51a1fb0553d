import { html, nothing } from "../html.js";
import { NOT_PROVIDED } from "../text/format.js";

export function Epic(epic) {
  return html`<details class="epic">
    <summary><span class="story-title">Goal</span> <span class="epic-goal">${epic.goal}</span></summary>
    ${epic.personas?.length ? html`<h5>Who is served</h5><ul>${epic.personas.map((each) => html`<li><strong>${each.role}</strong>${each.need ? `: ${each.need}` : ""}</li>`)}</ul>` : nothing}
    ${epic.measure ? Measure(epic.measure) : nothing}
    ${List("In scope", epic.in_scope)} ${List("Out of scope", epic.out_of_scope?.map((each) => each.text))}
    ${List("Assumptions", epic.assumptions)} ${List("Constraints and qualities", epic.constraints?.map((each) => each.text))}
    ${List("Dependencies", epic.dependencies)}
  </details>`;
}

function Measure(measure) {
  const fields = [["Metric", measure.metric], ["Baseline", measure.baseline], ["Target", measure.target], ["By", measure.date]];
  if (fields.every(([, value]) => !value || value === NOT_PROVIDED)) {
    return html`<h5>Measure of success</h5><p class="missing">not provided: ask the sponsor</p>`;
  }
  return html`<h5>Measure of success</h5><ul>${fields.map(([label, value]) => html`<li>${label}: ${value ?? NOT_PROVIDED}</li>`)}</ul>`;
}

function List(title, items) {
  return items?.length ? html`<h5>${title}</h5><ul>${items.map((item) => html`<li>${item}</li>`)}</ul>` : nothing;
}
