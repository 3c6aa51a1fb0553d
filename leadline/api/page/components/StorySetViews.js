import { html, nothing } from "../html.js";
import { DataTable } from "./DataTable.js";
import { Pill } from "./Pill.js";

const column = (key, label, kind = "text") => ({ key, label, kind });

export function Questions({ open_questions: questions = [] }) {
  if (!questions.length) return html`<p class="hint">No open question.</p>`;
  return html`<ol class="questions">${questions.map((each) => html`<li>
    <p><span class="key">${each.id}</span> <strong>${each.question}</strong> ${each.blocking ? html`<span class="pill red">blocks refinement</span>` : nothing}</p>
    <p class="muted">${each.why} Ask: ${each.whom}, ${each.by_when}. ${[...(each.sources ?? []), ...(each.stories ?? [])].join(", ")}</p>
  </li>`)}</ol>`;
}

export function Coverage({ coverage, source_map: sources = [] }) {
  if (!coverage) return html`<p class="hint">Coverage: not provided.</p>`;
  const texts = new Map(sources.map((item) => [item.id, item.text]));
  const rows = coverage.rows.map((row) => ({
    ...row,
    text: texts.get(row.requirement),
    by: row.cells.map((cell) => `${cell.story} (${cell.criteria.join(", ")})`).join("; ") || row.note || "nothing yet",
  }));
  const columns = [column("requirement", "Requirement", "key"), column("text", "Text"), column("status", "Status", "status"), column("by", "Covered by")];
  return html`<p class="card-note">${coverage.sentences} sentences read: ${coverage.requirements} requirements, ${coverage.background} background,
      ${coverage.parked} parked.</p>
    ${coverage.unsupported?.length ? html`<p class="trouble">Criteria without a source: ${coverage.unsupported.join(", ")}</p>` : nothing}
    ${DataTable({ columns, rows })}`;
}

export function SourceMap({ source_map: rows = [] }) {
  const columns = [column("id", "ID", "key"), column("line", "Line", "number"), column("kind", "Read as"), column("text", "Text"), column("reason", "Why")];
  return DataTable({ columns, rows });
}

export function Quality({ stories, conflicts = [], slices = [] }) {
  return html`
    ${conflicts.length ? html`<h5>Conflicts and duplicates</h5><ul>${conflicts.map((each) => html`<li>${Pill(each.kind)}
      <span class="key">${each.first}</span> and <span class="key">${each.second}</span>: ${each.explanation}</li>`)}</ul>` : nothing}
    ${stories.map(StoryQuality)}
    ${slices.length ? html`<h5>Delivery slices</h5><ol>${slices.map((each) => html`<li><strong>${each.name}</strong>: ${each.stories.join(", ")}. ${each.reason}</li>`)}</ol>` : nothing}`;
}

function StoryQuality({ id, title, quality, ready = [] }) {
  const met = ready.filter((check) => check.ok).length;
  return html`<div class="story-quality">
    <p><span class="key">${id}</span> <strong>${title}</strong> <span class="muted">ready: ${met} of ${ready.length} checks</span></p>
    <p class="invest">${quality.invest.map((each) => html`<span class="pill ${each.verdict === "pass" ? "green" : "amber"}" title=${each.reason}>${each.name}</span>`)}</p>
    <ul>
      ${quality.invest.filter((each) => each.verdict !== "pass").map((each) => html`<li>${each.name}: ${each.reason}</li>`)}
      ${quality.findings.map((each) => html`<li>${Pill(each.severity)} ${each.check}: ${each.message}</li>`)}
      ${(quality.duplicates ?? []).map((each) => html`<li>Similar to <span class="key">${each.other}</span> ${each.title} (${Math.round(each.similarity * 100)} %)</li>`)}
      ${quality.split ? html`<li>Split: ${quality.split}</li>` : nothing}
      ${ready.filter((check) => !check.ok).map((check) => html`<li>Not ready: ${check.name}${check.note ? ` (${check.note})` : ""}</li>`)}
    </ul>
  </div>`;
}
