import { html } from "../html.js";

const LEVELS = {
  red: ["red", "off track", "blocked", "overdue", "late", "failed", "critical", "high", "missed", "breached", "rejected"],
  amber: ["amber", "yellow", "at risk", "delayed", "medium", "warning", "slipping", "expiring", "waiting", "uncovered"],
  green: ["green", "on track", "on time", "done", "closed", "achieved", "met", "passed", "covered", "resolved", "accepted", "completed", "approved"],
  blue: ["in progress", "open", "active", "running", "started", "review", "in review", "execution", "must"],
};

// A word with a dot: the colour repeats what the word says, it never says it alone.
export function Pill(value) {
  const word = String(value).replaceAll("_", " ");
  const level = Object.keys(LEVELS).find((each) => LEVELS[each].includes(word.toLowerCase())) ?? "neutral";
  return html`<span class="pill ${level}">${word.charAt(0).toUpperCase() + word.slice(1)}</span>`;
}
