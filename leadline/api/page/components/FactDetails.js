import { html, nothing } from "../html.js";
import { dateTime, withUnit } from "../text/format.js";
import { argumentsInWords } from "../text/words.js";
import { sourceLine } from "../text/export.js";

export function FactDetails(fact) {
  const { source } = fact;
  return html`<p class="popover-title">${fact.label}</p>
    <p class="fact-value">${withUnit(fact.value, fact.unit)}</p>
    ${source.kind === "passage"
      ? html`<p class="popover-about">A document says so: ${sourceLine(source)}</p><blockquote>${source.quote}</blockquote>`
      : Query(source)}
    ${fact.as_of ? html`<p class="popover-about">As of ${dateTime(fact.as_of)}</p>` : nothing}`;
}

function Query(source) {
  const args = argumentsInWords(source.args).map(([name, value]) => `${name}: ${value}`);
  return html`<p class="popover-about">Computed by <code>${source.tool}</code>${args.length ? html` (${args.join(", ")})` : nothing}</p>`;
}
