// A story set as Markdown, for a card that brings none.

import { number } from "./format.js";

export function points(estimate) {
  if (estimate?.low == null) return "no estimate";
  const range = estimate.high != null && estimate.high !== estimate.low ? `${number(estimate.low)}–${number(estimate.high)}` : number(estimate.low);
  return `${range} points`;
}

export function storySetMarkdown({ title, data }) {
  const stories = data.stories.map(storyMarkdown);
  const questions = (data.open_questions ?? []).map((each) => `- ${each.id}: ${each.question} Ask: ${each.whom}.`);
  const parts = [`# ${title}`, ...stories, ...(questions.length ? ["## Open questions", questions.join("\n")] : [])];
  return parts.join("\n\n") + "\n";
}

function storyMarkdown(story) {
  const criteria = story.criteria.map(
    (each) => `- **${each.id} ${each.name}** (${each.kind}, ${each.source})\n  - Given ${each.given}\n  - When ${each.when}\n  - Then ${each.then}`,
  );
  return [
    `## ${story.id} ${story.title}`,
    `As a ${story.role}, I want ${story.want}, so that ${story.benefit}.`,
    `Priority: ${story.priority}. Estimate: ${points(story.estimate)}. Source: ${story.source.join(", ")}.`,
    "### Acceptance criteria",
    criteria.join("\n"),
  ].join("\n\n");
}
