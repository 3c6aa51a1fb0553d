import { html, nothing } from "../html.js";
import { Icon } from "./Icon.js";

export function Toast(state, act) {
  if (!state.toast) return nothing;
  const close = () => act.dispatch({ type: "toast_shown", toast: null });
  return html`<div class="toast">
    <span>${state.toast}</span>
    <button class="icon-button" type="button" aria-label="Close" @click=${close}>${Icon("close")}</button>
  </div>`;
}
