import { html, nothing } from "../html.js";
import { cell } from "../text/format.js";

export function Proposal(proposal, turn, act) {
  const pending = proposal.state === "pending";
  const decide = (verdict) => () => act.decide(turn, proposal, verdict);
  return html`<section class="card proposal" aria-label="Proposed change">
    <h3>Proposed change ${pending ? nothing : html`<span class="pill">${proposal.state}</span>`}</h3>
    ${(proposal.operations ?? []).map(Operation)}
    ${proposal.consequences?.length ? html`<p class="popover-about">What follows</p>
      <ul>${proposal.consequences.map((text) => html`<li>${typeof text === "string" ? text : JSON.stringify(text)}</li>`)}</ul>` : nothing}
    ${pending ? html`<p class="actions">
      <button class="primary-button" type="button" @click=${decide("approve")}>Approve</button>
      <button class="plain-button" type="button" @click=${decide("reject")}>Reject</button></p>` : nothing}
  </section>`;
}

function Operation({ op, record, key, before, after }) {
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return html`<p class="operation">${[op, record, key].filter(Boolean).join(" ")}</p>
    <table class="data">
      <thead><tr><th scope="col">Field</th><th scope="col">Before</th><th scope="col">After</th></tr></thead>
      <tbody>${fields.map((field) => html`<tr><th scope="row">${field.replaceAll("_", " ")}</th>
        <td class="before">${cell(before?.[field])}</td><td class="after">${cell(after?.[field])}</td></tr>`)}</tbody>
    </table>`;
}
