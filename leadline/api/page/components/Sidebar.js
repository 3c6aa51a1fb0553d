import { html, nothing, ref, repeat } from "../html.js";
import { Icon } from "./Icon.js";
import { date } from "../text/format.js";

export function Sidebar(state, act) {
  const { threads } = state;
  return html`<nav class="sidebar" aria-label="Conversations">
    <button class="new-button" type="button" @click=${() => startNew(act)}>${Icon("plus")} New conversation</button>
    <input id="search" class="search" type="search" placeholder="Search (Ctrl K)" aria-label="Search conversations"
      .value=${threads.query} @input=${(event) => act.searchThreads(event.target.value)} />
    <ul class="threads">
      ${repeat(threads.items, (thread) => thread.id, (thread) => html`<li>${Row(state, thread, act)}</li>`)}
    </ul>
    ${Rest(threads, act)}
    <footer class="sidebar-foot">${state.session ? Who(state.session) : nothing}</footer>
  </nav>`;
}

function startNew(act) {
  act.newThread();
  act.dispatch({ type: "drawer_toggled", open: false });
  document.getElementById("composer")?.focus();
}

function Who(session) {
  const model = session.model === "builtin" ? "Built-in assistant, no language model" : session.model;
  return html`<span>${session.user.name}</span><span title="What writes the answers">${model}</span>`;
}

function Rest(threads, act) {
  if (threads.error) {
    return html`<p class="hint">${threads.error.message}
      <button class="text-button" type="button" @click=${act.reloadThreads}>Try again</button></p>`;
  }
  if (threads.items.length < threads.total) {
    const left = threads.total - threads.items.length;
    return html`<button class="text-button" type="button" @click=${act.moreThreads}>Show more (${left})</button>`;
  }
  if (threads.items.length || threads.loading) return nothing;
  return html`<p class="hint">${threads.query ? `Nothing found for “${threads.query}”.` : "Your conversations will stand here."}</p>`;
}

function Row(state, thread, act) {
  if (state.renaming === thread.id) return Rename(thread, act);
  if (state.deleting === thread.id) return ConfirmDelete(thread, act);
  const current = thread.id === state.thread.id;
  const project = state.projects.items.find((each) => each.key === thread.project);
  return html`<div class="thread ${current ? "current" : ""}">
    <a class="thread-link" href="#/t/${thread.id}" aria-current=${current ? "page" : "false"}
      @click=${() => act.dispatch({ type: "drawer_toggled", open: false })}>
      <span class="thread-title">${thread.title || "Untitled"}</span>
      <span class="thread-about">${[project?.name ?? thread.project, date(thread.updated_at)].filter(Boolean).join(" · ")}</span>
    </a>
    <span class="thread-tools">
      <button class="icon-button small" type="button" aria-label="Rename “${thread.title}”" title="Rename"
        @click=${() => act.dispatch({ type: "renaming", threadId: thread.id })}>${Icon("pencil")}</button>
      <button class="icon-button small" type="button" aria-label="Delete “${thread.title}”" title="Delete"
        @click=${() => act.dispatch({ type: "deleting", threadId: thread.id })}>${Icon("trash")}</button>
    </span>
  </div>`;
}

function Rename(thread, act) {
  const keys = (event) => {
    if (event.key === "Enter") act.renameThread(thread.id, event.target.value);
    if (event.key !== "Escape") return;
    event.preventDefault();
    act.dispatch({ type: "renaming", threadId: null });
  };
  return html`<input class="rename" aria-label="New title" maxlength="200" .value=${thread.title} @keydown=${keys} ${ref(focusOnce)} />`;
}

function ConfirmDelete(thread, act) {
  return html`<div class="thread confirm" role="group" aria-label="Delete “${thread.title}”?">
    <span class="thread-title">Delete this conversation?</span>
    <button class="danger-button" type="button" @click=${() => act.deleteThread(thread.id)} ${ref(focusOnce)}>Delete</button>
    <button class="plain-button" type="button" @click=${() => act.dispatch({ type: "deleting", threadId: null })}>Keep</button>
  </div>`;
}

const focused = new WeakSet();

function focusOnce(element) {
  if (!element || focused.has(element)) return;
  focused.add(element);
  queueMicrotask(() => {
    element.focus();
    element.select?.();
  });
}
