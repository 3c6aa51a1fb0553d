// A conversation as Markdown.

export function conversationMarkdown(thread) {
  const title = `# ${thread.title || "Conversation"}`;
  return [title, ...thread.turns.map(turnMarkdown)].join("\n\n") + "\n";
}

function turnMarkdown(turn) {
  const sources = turn.citations.map((citation) => `${citation.n}. ${sourceLine(citation)}: “${citation.quote}”`);
  const unsupported = turn.claims.filter((claim) => claim.status === "unsupported").map((claim) => claim.text);
  return [
    `## ${turn.question}`,
    turn.text,
    turn.error ? `*No answer: ${turn.error.message}*` : "",
    unsupported.length ? `*Not supported by a fact: ${unsupported.join(", ")}*` : "",
    sources.length ? `**Sources**\n\n${sources.join("\n")}` : "",
  ]
    .filter(Boolean)
    .join("\n\n");
}

export function sourceLine({ title, section, page }) {
  return [title, section, page ? `page ${page}` : ""].filter(Boolean).join(" · ");
}
