import { html, nothing } from "../html.js";
import { Icon } from "./Icon.js";
import { copyText } from "../io/files.js";
import { count, duration } from "../text/format.js";

// The line below an answer: what was checked, where it comes from, what can be done with it.
export function Trust(turn, act) {
  if (!turn.text) return nothing;
  const copy = async () => {
    const copied = await copyText(turn.text);
    act.dispatch({ type: "toast_shown", toast: copied ? "Copied as Markdown." : "Your browser did not allow copying." });
  };
  const { citations, claims } = turn;
  return html`<div class="trust">
    ${claims.length ? html`<button class="pill-button ${verdict(claims).level}" type="button" @click=${() => act.openFigures(turn.message_id)}>
      ${Icon(verdict(claims).level === "good" ? "check" : "warning")} ${verdict(claims).text}</button>` : nothing}
    ${citations.length ? html`<button class="pill-button" type="button" @click=${() => act.openSources(turn.message_id)}>
      ${count(citations.length, "source")}</button>` : nothing}
    ${claims.length || citations.length ? html`<button class="pill-button" type="button" @click=${() => act.verify(turn.message_id)}>Still true?</button>` : nothing}
    <button class="icon-button small" type="button" aria-label="Copy the answer" title="Copy" @click=${copy}>${Icon("copy")}</button>
    <span class="meta">${[turn.model === "builtin" ? "" : turn.model, duration(turn.ms)].filter(Boolean).join(" · ")}</span>
  </div>`;
}

function verdict(claims) {
  const unsupported = claims.filter((claim) => claim.status === "unsupported").length;
  const quoted = claims.filter((claim) => claim.status === "document_says").length;
  if (unsupported) return { level: "bad", text: `${unsupported} of ${count(claims.length, "figure")} not supported` };
  if (quoted === claims.length) return { level: "good", text: `${count(quoted, "figure")} from documents` };
  return { level: "good", text: `${count(claims.length, "figure")} checked` + (quoted ? `, ${quoted} from documents` : "") };
}
