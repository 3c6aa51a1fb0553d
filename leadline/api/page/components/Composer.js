import { html, live, nothing, ref } from "../html.js";
import { Icon } from "./Icon.js";
import { ACCEPTED } from "../io/attachments.js";
import { runningTurn } from "../state/reduce.js";
import { number } from "../text/format.js";
import { growWithText } from "../view/place.js";

const NEARLY_FULL = 0.8;

export function Composer(state, act) {
  const { draft, session } = state;
  const running = runningTurn(state);
  const limit = session?.limits.message_characters ?? Infinity;
  const waiting = draft.attachments.some((file) => file.status === "loading");
  const ready = draft.text.trim() && draft.text.length <= limit && !waiting && !running;
  const keys = (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    act.send(); // it looks at the newest state; this rendering may be a frame behind the keys
  };
  const project = state.projects.items.find((each) => each.key === state.project);
  return html`<form class="composer" @submit=${(event) => submit(event, act)}>
    <div class="column">
      ${draft.attachments.length ? html`<ul class="attachments">${draft.attachments.map((file) => Attachment(file, act))}</ul>` : nothing}
      <div class="field">
        <textarea id="composer" rows="1" placeholder=${project ? `Ask about ${project.name}` : "Ask about a project, or paste requirements"}
          aria-label="Your message" .value=${live(draft.text)} ${ref((area) => area && growWithText(area))}
          @input=${(event) => act.dispatch({ type: "draft_changed", text: event.target.value })}
          @keydown=${keys} @paste=${(event) => paste(event, limit, act)}></textarea>
        <input id="file" class="visually-hidden" type="file" multiple tabindex="-1" aria-hidden="true" accept=${ACCEPTED.join(",")}
          @change=${(event) => chooseFiles(event, act)} />
        <button class="icon-button" type="button" aria-label="Attach requirements (Markdown, text, DOCX, PPTX, XLSX, PDF)" title="Attach a file"
          @click=${() => document.getElementById("file").click()}>${Icon("clip")}</button>
        ${running
          ? html`<button class="send stop" type="button" aria-label="Stop" title="Stop (Esc)" @click=${act.stop}>${Icon("stop")}</button>`
          : html`<button class="send" type="submit" aria-label="Send" title="Send (Enter)" ?disabled=${!ready}>${Icon("send")}</button>`}
      </div>
      ${Room(draft.text.length, limit)}
    </div>
  </form>`;
}

function submit(event, act) {
  event.preventDefault();
  act.send();
}

function Room(length, limit) {
  if (length <= limit * NEARLY_FULL) {
    return html`<p class="composer-hint">Enter sends, Shift+Enter starts a new line. Nothing changes without your approval.</p>`;
  }
  if (length <= limit) return html`<p class="composer-hint">${number(limit - length, 0)} characters left.</p>`;
  return html`<p class="composer-hint bad" role="alert">
    ${number(length - limit, 0)} characters too many (limit ${number(limit, 0)}). Attach the text as a file, or shorten it.
  </p>`;
}

function Attachment(file, act) {
  const about = { loading: "reading…", ready: [file.pages ? `${file.pages} pages` : "", file.characters ? `${number(file.characters, 0)} characters` : ""].filter(Boolean).join(", "), failed: file.error };
  return html`<li class="attachment ${file.status}" role=${file.status === "failed" ? "alert" : "listitem"}>
    ${file.status === "loading" ? html`<span class="spinner" aria-hidden="true"></span>` : Icon(file.status === "failed" ? "warning" : "clip")}
    <span><strong>${file.name}</strong> <span class="attachment-about">${about[file.status]}</span></span>
    <button class="icon-button small" type="button" aria-label="Remove ${file.name}" @click=${() => act.detach(file.localId)}>${Icon("close")}</button>
  </li>`;
}

function chooseFiles(event, act) {
  act.attach(event.target.files);
  event.target.value = "";
}

function paste(event, limit, act) {
  const { files } = event.clipboardData;
  const text = event.clipboardData.getData("text/plain");
  if (files.length && !text) {
    event.preventDefault();
    act.attach(files);
  } else if (event.target.value.length + text.length > limit) {
    event.preventDefault();
    act.attachText(text);
  }
}
