import { html } from "../html.js";
import { Icon } from "./Icon.js";
import { copyText, downloadBlob, fileName } from "../io/files.js";
import { request } from "../io/api.js";

const FORMATS = [["Word", "docx", "docx"], ["Excel", "xlsx", "xlsx"], ["Jira CSV", "jira", "csv"], ["Gherkin", "gherkin", "feature"], ["Markdown", "md", "md"]];

// Files of a kept story set, written by the server from exactly the version that the card shows.
export function StoryFiles(title, { id, version }, act) {
  const file = (format) => request(`/api/story-sets/${encodeURIComponent(id)}/export?format=${format}&version=${version}`);
  const told = (toast) => act.dispatch({ type: "toast_shown", toast });
  const attempt = async (work) => {
    try {
      await work();
    } catch (error) {
      told(`No file: ${error.details?.message ?? "the server gave none."}`);
    }
  };
  const copy = () => attempt(async () => {
    const copied = await copyText(await (await file("md")).text());
    told(copied ? "Copied as Markdown." : "Your browser did not allow copying.");
  });
  const download = (format, ending) => attempt(async () => downloadBlob(fileName(`${title} v${version}`, ending), await (await file(format)).blob()));
  return html`<span class="card-tools">
    <button class="plain-button small" type="button" @click=${copy}>${Icon("copy")} Copy</button>
    ${FORMATS.map(([label, format, ending]) => html`<button class="plain-button small" type="button"
      title="Download as ${label}" @click=${() => download(format, ending)}>${Icon("download")} ${label}</button>`)}
  </span>`;
}
