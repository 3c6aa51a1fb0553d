import { html, nothing } from "../html.js";
import { count, date, withUnit } from "../text/format.js";

// A stored answer asked again: what changed first, then what cannot be checked, then what holds.
export function Verified({ loading, verified, error }) {
  if (loading) return html`<p class="hint" role="status">Asking everything again…</p>`;
  if (error) return html`<div class="trouble" role="alert"><p><strong>${error.message}</strong> ${error.hint ?? ""}</p></div>`;
  const all = [...distinct(verified.claims), ...verified.citations.map((each) => ({ ...each, text: `[${each.n}] ${each.title}` }))];
  const of = (outcome) => all.filter((each) => each.outcome === outcome);
  const [changed, unchecked, holds] = ["changed", "cannot_be_checked", "holds"].map(of);
  return html`<p><strong>${verdict(changed, unchecked)}</strong></p>
    <p class="popover-about">Asked again as of ${date(verified.as_of)}.</p>
    ${Group("Changed", changed, Change)} ${Group("Cannot be checked", unchecked, Reason)} ${Group("Holds", holds, Holds)}`;
}

function verdict(changed, unchecked) {
  if (changed.length) return `No: ${count(changed.length, "statement")} changed since.`;
  return unchecked.length ? "What can be checked still holds." : "Yes, all of it.";
}

function Group(title, items, Line) {
  if (!items.length) return nothing;
  return html`<h3>${title} (${items.length})</h3><ul class="verified">${items.map((each) => html`<li>${Line(each)}</li>`)}</ul>`;
}

function Change(each) {
  const now = each.new == null ? each.reason || "no longer provided" : withUnit(each.new, each.unit);
  return html`<span class="verified-label">${each.label ?? each.text}</span>
    <span class="before">${withUnit(each.old, each.unit)}</span> → <strong>${now}</strong>`;
}

function Reason(each) {
  return html`<span class="verified-label">${each.label ?? each.text}</span> ${each.text}: ${each.reason}`;
}

function Holds(each) {
  return html`<span class="verified-label">${each.label ?? each.text}</span> ${each.unit === undefined ? "still says it" : withUnit(each.old, each.unit)}`;
}

// A figure that an answer says twice is listed once.
function distinct(claims) {
  const seen = new Set();
  return claims.filter((each) => {
    const key = each.fact_id ?? `${each.text}@${each.start}`;
    return !seen.has(key) && seen.add(key);
  });
}
