import { html, nothing, repeat } from "../html.js";
import { Icon } from "./Icon.js";
import { argumentsInWords, toolInWords } from "../text/words.js";
import { duration, number } from "../text/format.js";

const OUTCOMES = { ask: "asks back", not_found: "nothing found", error: "failed" };

export function ToolSteps(turn) {
  if (!turn.tools.length) return nothing;
  return html`<div class="steps" role="group" aria-label="Steps">
    ${repeat(turn.tools, (tool, index) => tool.id ?? index, Step)}
  </div>`;
}

function Step(tool) {
  const failed = tool.status === "error";
  const sign = tool.status === "running" ? html`<span class="spinner" aria-hidden="true"></span>` : Icon(failed ? "warning" : "check");
  const about = [OUTCOMES[tool.status], counts(tool), duration(tool.ms)].filter(Boolean).join(" · ");
  return html`<details class="step ${tool.status}">
    <summary>${sign}<span class="step-name">${toolInWords(tool.name)}</span><span class="step-about">${about}</span></summary>
    <dl>
      <dt>Tool</dt>
      <dd><code>${tool.name}</code></dd>
      ${argumentsInWords(tool.args).map(([name, value]) => html`<dt>${name}</dt><dd class="argument">${value}</dd>`)}
      ${tool.summary ? html`<dt>${failed ? "Problem" : "Result"}</dt><dd>${tool.summary}</dd>` : nothing}
    </dl>
  </details>`;
}

function counts(tool) {
  const parts = [];
  if (tool.total != null) {
    const all = number(tool.total, 0);
    parts.push(tool.shown != null && tool.shown < tool.total ? `${number(tool.shown, 0)} of ${all} shown` : `${all} found`);
  }
  if (tool.withheld) parts.push(`${number(tool.withheld, 0)} withheld`);
  return parts.join(", ");
}
