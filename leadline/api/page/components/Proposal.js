import { html, nothing } from "../html.js";
import { cell } from "../text/format.js";

const STATES = { pending: ["waits for you", "blue"], applied: ["applied", "green"], rejected: ["rejected", ""], expired: ["expired", ""], stale: ["stale", "amber"], undone: ["undone", ""] };
const VERBS = { create: "New", update: "Change", delete: "Remove" };

export function Proposal(proposal, turn, state, act) {
  const pending = proposal.state === "pending";
  const operations = proposal.operations ?? [];
  const refused = state.choices[proposal.id] ?? [];
  const accepted = operations.map((one) => one.number).filter((number) => !refused.includes(number));
  const [word, colour] = STATES[proposal.state] ?? [proposal.state, ""];
  return html`<section class="card proposal" aria-label="Proposed change" data-state=${proposal.state}>
    <div class="card-head"><h3>${proposal.title ?? "Proposed change"}</h3>
      <span class="pill ${colour}">${word}${proposal.decided_by && !pending ? ` by ${proposal.decided_by}` : ""}</span></div>
    ${proposal.reason ? html`<p class="card-note">Reason: ${proposal.reason}</p>` : nothing}
    ${operations.map((one) => Operation(one, { pending: pending && operations.length > 1, refused, toggle: () => toggle(act, proposal, refused, one.number) }))}
    ${List("What follows", (proposal.consequences ?? []).map((one) => one.text ?? one))}
    ${List("May be there already", (proposal.duplicates ?? []).map((one) => `${one.key} ${one.title} (${one.status.replaceAll("_", " ")})`))}
    ${List("Derived from a document", (proposal.derived_from ?? []).map((one) => `${one.title}: “${one.quote}”`))}
    ${List("Changed meanwhile", (proposal.conflicts ?? []).map((one) => `${one.key} ${String(one.field).replaceAll("_", " ")}: expected ${shown(one.expected)}, now ${shown(one.now)}`))}
    ${Buttons(proposal, turn, act, { pending, accepted, all: accepted.length === operations.length })}
  </section>`;
}

function Buttons(proposal, turn, act, { pending, accepted, all }) {
  const decide = (verdict, operations) => () => act.decide(turn, proposal, verdict, operations);
  if (pending)
    return html`<p class="actions">
      <button class="primary-button" type="button" ?disabled=${!accepted.length} @click=${decide("approve", all ? undefined : accepted)}>
        ${all ? "Approve" : `Approve ${accepted.length} of ${proposal.operations.length}`}</button>
      <button class="plain-button" type="button" @click=${decide("reject")}>Reject</button></p>`;
  if (proposal.state === "applied")
    return html`<p class="actions"><button class="plain-button" type="button" @click=${decide("undo")}>Undo</button></p>`;
  return nothing;
}

function Operation({ op, record, key, title, before, after, number, decision, labels }, { pending, refused, toggle }) {
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  const named = [VERBS[op] ?? op, record?.replaceAll("_", " "), key?.startsWith("new-") ? "" : key].filter(Boolean).join(" ");
  const name = html`<span>${named}${title ? html` <span class="operation-title">${title}</span>` : nothing}
    ${decision === "rejected" ? html`<span class="pill">left out</span>` : nothing}</span>`;
  return html`${pending
      ? html`<label class="operation"><input type="checkbox" .checked=${!refused.includes(number)} @change=${toggle} /> ${name}</label>`
      : html`<p class="operation">${name}</p>`}
    <div class="table-scroll"><table class="data">
      <thead><tr><th scope="col">Field</th>${op === "create" ? nothing : html`<th scope="col">Before</th>`}<th scope="col">${op === "create" ? "Value" : "After"}</th></tr></thead>
      <tbody>${fields.map((field) => html`<tr><th scope="row">${labels?.[field] ?? field.replaceAll("_", " ")}</th>
        ${op === "create" ? nothing : html`<td class="before">${value(field, before?.[field])}</td>`}<td class="after">${value(field, after?.[field])}</td></tr>`)}</tbody>
    </table></div>`;
}

function toggle(act, proposal, refused, number) {
  const value = refused.includes(number) ? refused.filter((each) => each !== number) : [...refused, number];
  act.dispatch({ type: "choice_made", key: proposal.id, value });
}

function List(title, lines) {
  return lines.length ? html`<p class="popover-about">${title}</p><ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>` : nothing;
}

const SHARES = ["probability", "progress", "residual_probability"];

function value(field, raw) {
  if (raw === null || raw === undefined) return "–";
  if (SHARES.includes(field)) return `${Math.round(raw * 1000) / 10} %`;
  if (field.endsWith("_cents")) return (raw / 100).toLocaleString("en", { minimumFractionDigits: 2 });
  if (Array.isArray(raw)) return html`<ul>${raw.map((each) => html`<li>${each}</li>`)}</ul>`;
  return cell(typeof raw === "string" ? raw.replace(/^[a-z]+(_[a-z]+)+$/, (word) => word.replaceAll("_", " ")) : raw);
}

function shown(raw) {
  return raw === null || raw === undefined ? "empty" : String(raw);
}
