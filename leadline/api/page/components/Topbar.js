import { html, nothing } from "../html.js";
import { Icon } from "./Icon.js";
import { THEMES } from "../view/theme.js";
import { downloadText, fileName } from "../io/files.js";
import { conversationMarkdown } from "../text/export.js";

const THEME_NAMES = { auto: "as the system", light: "light", dark: "dark" };

export function Topbar(state, act) {
  const next = THEMES[(THEMES.indexOf(state.theme) + 1) % THEMES.length];
  const { thread } = state;
  const save = () => downloadText(fileName(thread.title || "conversation", "md"), conversationMarkdown(thread));
  return html`<header class="topbar">
    <button class="icon-button only-narrow" type="button" aria-label="Conversations" aria-expanded=${state.drawer}
      @click=${() => act.dispatch({ type: "drawer_toggled" })}>${Icon("menu")}</button>
    <h1 class="brand">Leadline</h1>
    ${ProjectPicker(state, act)}
    <span class="spacer"></span>
    ${thread.turns.length
      ? html`<button class="icon-button" type="button" aria-label="Download the conversation as Markdown"
          title="Download the conversation" @click=${save}>${Icon("download")}</button>`
      : nothing}
    <button class="icon-button" type="button" aria-label="Colours: ${THEME_NAMES[state.theme]}. Change to ${THEME_NAMES[next]}"
      title="Colours: ${THEME_NAMES[state.theme]}" @click=${() => act.chooseTheme(next)}>${Icon(state.theme)}</button>
  </header>`;
}

function ProjectPicker(state, act) {
  const { items, error } = state.projects;
  const option = (project) => html`<option value=${project.key} ?selected=${project.key === state.project}>${project.name}</option>`;
  const running = items.filter((project) => project.phase !== "closed");
  const closed = items.filter((project) => project.phase === "closed");
  if (error) {
    return html`<button class="text-button" type="button" @click=${act.loadProjects}>Projects not loaded. Try again</button>`;
  }
  return html`<select class="project-picker" aria-label="Project"
    @change=${(event) => act.dispatch({ type: "project_chosen", project: event.target.value })}>
    <option value="" ?selected=${!state.project}>All projects</option>
    ${running.length ? html`<optgroup label="Running">${running.map(option)}</optgroup>` : nothing}
    ${closed.length ? html`<optgroup label="Closed">${closed.map(option)}</optgroup>` : nothing}
  </select>`;
}
