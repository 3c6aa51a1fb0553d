import { html, nothing } from "../html.js";
import { Composer } from "./Composer.js";
import { Conversation } from "./Conversation.js";
import { Panel } from "./Panel.js";
import { Popover } from "./Popover.js";
import { Sidebar } from "./Sidebar.js";
import { Toast } from "./Toast.js";
import { Topbar } from "./Topbar.js";

export function App(state, act) {
  const dragging = (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    event.currentTarget.classList.toggle("dropping", event.type === "dragover");
  };
  const drop = (event) => {
    dragging(event);
    act.attach(event.dataTransfer.files);
  };
  return html`
    <a class="skip-link" href="#composer" @click=${skipToComposer}>Skip to the message field</a>
    <div class="shell ${state.panel ? "with-panel" : ""} ${state.drawer ? "with-drawer" : ""}">
      ${Sidebar(state, act)}
      <div class="scrim" @click=${() => act.dispatch({ type: "drawer_toggled", open: false })}></div>
      <div class="main" @dragover=${dragging} @dragleave=${dragging} @drop=${drop}>
        ${Topbar(state, act)}
        <main class="talk">${Conversation(state, act)} ${Composer(state, act)}</main>
      </div>
      ${state.panel ? Panel(state, act) : nothing}
    </div>
    ${Popover(state, act)} ${Toast(state, act)}
    <div class="visually-hidden" role="status" aria-live="polite">${state.announcement}</div>
  `;
}

function skipToComposer(event) {
  event.preventDefault();
  document.getElementById("composer")?.focus();
}
