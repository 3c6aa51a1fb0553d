// A passage as it reads, with its quote marked. Spaces and Markdown signs may differ between the quote and the rendered text.

import { markdownToDom } from "./markdown.js";

export function passageDom(text, quote) {
  const root = markdownToDom(text);
  const nodes = textNodes(root);
  const whole = nodes.map((node) => node.data).join("\u0000"); // a border that no quote crosses unseen: \s* below allows for it
  const found = quotePattern(quote)?.exec(whole);
  if (found) markRange(nodes, found.index, found.index + found[0].length);
  else root.classList.add("found-whole");
  return root;
}

function quotePattern(quote) {
  const words = quote.replace(/^(…|\.{3}|\s)+|(…|\.{3}|\s)+$/g, "").replace(/[*_`#>|]/g, " ").trim().split(/\s+/);
  if (!words[0]) return null;
  const literal = words.map((word) => word.replace(/[.+?^${}()[\]\\-]/g, "\\$&"));
  return new RegExp(literal.join("[\\s\\0]*"));
}

function markRange(nodes, start, end) {
  let offset = 0;
  for (const node of nodes) {
    const from = Math.max(0, start - offset);
    const to = Math.min(node.data.length, end - offset);
    offset += node.data.length + 1;
    if (from >= to) continue;
    const mark = document.createElement("mark");
    const { data } = node;
    mark.textContent = data.slice(from, to);
    node.replaceWith(data.slice(0, from), mark, data.slice(to));
  }
}

function textNodes(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  return nodes;
}
