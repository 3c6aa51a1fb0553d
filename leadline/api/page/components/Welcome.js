import { html } from "../html.js";
import { Icon } from "./Icon.js";
import { greetingJobs } from "../text/examples.js";

export function Welcome(state, act) {
  return html`<div class="welcome">
    <h2>What do you need to know?</h2>
    <p class="lead">
      Ask in plain words. Every figure is computed from your project data or quoted from your documents, and shows its source.
    </p>
    <div class="jobs">${greetingJobs(state.projects.items).map((job) => Job(job, act))}</div>
    ${state.projects.error ? html`<p class="hint">${state.projects.error.message} ${state.projects.error.hint ?? ""}</p>` : ""}
  </div>`;
}

function Job(job, act) {
  const choose = (prompt) => {
    if (prompt.attach) return document.getElementById("file").click();
    if (!prompt.edit) return act.ask(prompt.text);
    act.dispatch({ type: "draft_changed", text: prompt.text });
    document.getElementById("composer")?.focus();
  };
  return html`<section class="job">
    <h3>${Icon(job.icon)} ${job.title}</h3>
    <p>${job.about}</p>
    ${job.prompts.map((prompt) => html`<button class="prompt" type="button" @click=${() => choose(prompt)}>${prompt.label ?? prompt.text}</button>`)}
  </section>`;
}
