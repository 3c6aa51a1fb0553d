import { html } from "../html.js";
import { Icon } from "./Icon.js";
import { copyText, downloadText, fileName } from "../io/files.js";

// Copy the first of `files` ([label, ending, text]), download each.
export function CardTools(title, files, act) {
  const available = files.filter(([, , text]) => text);
  if (!available.length) return html``;
  const copy = async () => {
    const copied = await copyText(available[0][2]);
    act.dispatch({ type: "toast_shown", toast: copied ? `Copied as ${available[0][0]}.` : "Your browser did not allow copying." });
  };
  return html`<span class="card-tools">
    <button class="plain-button small" type="button" @click=${copy}>${Icon("copy")} Copy</button>
    ${available.map(([label, ending, text]) => html`<button class="plain-button small" type="button"
      @click=${() => downloadText(fileName(title, ending), text, "text/plain")}>${Icon("download")} ${label}</button>`)}
  </span>`;
}
