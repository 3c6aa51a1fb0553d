import { html, nothing } from "../html.js";
import { CardTools } from "./CardTools.js";
import { StoryFiles } from "./StoryFiles.js";
import { Coverage, Quality, Questions, SourceMap } from "./StorySetViews.js";
import { Epic } from "./StoryEpic.js";
import { Story } from "./Story.js";
import { storySetMarkdown } from "../text/stories.js";
import { count } from "../text/format.js";

const OPEN_AT_FIRST = 4;

export function StorySetCard(card, place, state, act) {
  const { data } = card;
  const tabs = [
    ["stories", `Stories (${data.stories.length})`, () => Stories(data)],
    ["questions", `Questions (${data.open_questions?.length ?? 0})`, () => Questions(data)],
    ["coverage", "Coverage", () => Coverage(data)],
    ["sources", "Source map", () => SourceMap(data)],
    ["quality", "Quality", () => Quality(data)],
  ];
  const chosen = place.choices[place.key] ?? "stories";
  const choose = (key) => act.dispatch({ type: "choice_made", key: place.key, value: key });
  const files = [["Markdown", "md", storySetMarkdown(card)]];
  return html`<section class="card story-set" aria-label=${card.title}>
    <header class="card-head"><h3>${card.title}</h3>${data.saved ? StoryFiles(card.title, data.saved, act) : CardTools(card.title, files, act)}</header>
    <p class="card-note">${summary(data)}</p>
    <div class="tabs" role="tablist" @keydown=${moveBetweenTabs}>
      ${tabs.map(([key, label]) => html`<button role="tab" type="button" class="tab" aria-selected=${key === chosen}
        tabindex=${key === chosen ? 0 : -1} @click=${() => choose(key)}>${label}</button>`)}
    </div>
    <div role="tabpanel" class="tab-panel">${tabs.find(([key]) => key === chosen)[2]()}</div>
    ${(data.notes ?? []).map((note) => html`<p class="card-note">${note}</p>`)}
  </section>`;
}

function summary(data) {
  const criteria = data.stories.reduce((sum, story) => sum + story.criteria.length, 0);
  const { header, coverage } = data;
  return [
    header?.source?.name ? `From ${header.source.name}` : "",
    `${count(data.stories.length, "story", "stories")}, ${criteria} acceptance criteria`,
    coverage ? `${count(coverage.requirements, "requirement")} found` : "",
    header?.drafted_by ? `drafted by ${header.drafted_by}` : "",
    header?.state,
    data.saved ? `version ${data.saved.version}` : "",
  ].filter(Boolean).join(" · ");
}

function Stories(data) {
  return html`${data.epic ? Epic(data.epic) : nothing}
    ${data.stories.length ? data.stories.map((story, n) => Story(story, n < OPEN_AT_FIRST)) : html`<p class="hint">No story could be drafted; see the source map for how each sentence was read.</p>`}`;
}

function moveBetweenTabs(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const tabs = [...event.currentTarget.querySelectorAll("[role=tab]")];
  const next = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
  next.focus();
  next.click();
}
