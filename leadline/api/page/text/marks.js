// Figures and citations marked inside rendered Markdown.
//
// Claims carry offsets into the raw text, in characters as Python counts them (code points). Each claim is bracketed with characters
// of the private use area before the text is parsed: they pass through the parser untouched and are found again in the DOM.

import { markdownToDom } from "./markdown.js";

const FIRST = 0xe000;
const MOST = 0x18f0;
const CLOSE = "\uf8ff";
const PRIVATE = /[\ue000-\uf8ff]/g;
const BRACKETS = /([\ue000-\uf8fe])|(\uf8ff)/;
const CITATION = /\[(\d{1,3})\]/;

const DESCRIPTIONS = {
  supported: "figure with a source",
  document_says: "as a document says",
  unsupported: "not supported by a fact",
};

export function answerDom(text, claims, citations) {
  const root = markdownToDom(bracketed(text, claims));
  markClaims(root, claims);
  markCitations(root, new Set(citations.map((citation) => citation.n)));
  stripBrackets(root);
  return root;
}

function bracketed(text, claims) {
  const letters = [...text.replace(PRIVATE, "\ufffd")];
  const before = new Map();
  claims.slice(0, MOST).forEach((claim, index) => {
    if (letters.slice(claim.start, claim.end).join("") !== claim.text) return; // offsets of another text: mark nothing wrong
    before.set(claim.start, (before.get(claim.start) ?? "") + String.fromCharCode(FIRST + index));
    before.set(claim.end, CLOSE + (before.get(claim.end) ?? ""));
  });
  if (before.size === 0) return letters.join("");
  const parts = letters.map((letter, position) => (before.get(position) ?? "") + letter);
  return parts.join("") + (before.get(letters.length) ?? "");
}

function markClaims(root, claims) {
  let open = null;
  for (const node of textNodes(root)) {
    if (open === null && !BRACKETS.test(node.data)) continue;
    const pieces = [];
    for (const piece of node.data.split(BRACKETS)) {
      if (!piece) continue;
      if (piece === CLOSE) open = null;
      else if (piece.length === 1 && piece >= "\ue000" && piece < CLOSE) open = piece.charCodeAt(0) - FIRST;
      else pieces.push(open === null ? piece : figure(piece, claims[open], open));
    }
    node.replaceWith(...pieces);
  }
}

function figure(text, claim, index) {
  const span = document.createElement("span");
  span.className = `figure ${claim.status}`;
  span.dataset.claim = index;
  span.tabIndex = claim.status === "supported" ? -1 : 0;
  span.setAttribute("aria-description", DESCRIPTIONS[claim.status] ?? "");
  span.textContent = text;
  return span;
}

function markCitations(root, numbers) {
  if (numbers.size === 0) return;
  for (const node of textNodes(root)) {
    if (node.parentElement.closest("code, pre, a") || !CITATION.test(node.data)) continue;
    const pieces = node.data.split(CITATION).map((piece, position) => {
      if (position % 2 === 0) return piece;
      return numbers.has(Number(piece)) ? citationButton(Number(piece)) : `[${piece}]`;
    });
    node.replaceWith(...pieces);
  }
}

function citationButton(n) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "cite";
  button.dataset.cite = n;
  button.textContent = n;
  button.setAttribute("aria-label", `Source ${n}`);
  return button;
}

// Brackets that ended up in attributes (a link's address, say) or unpaired in text.
function stripBrackets(root) {
  for (const node of textNodes(root)) node.data = node.data.replace(PRIVATE, "");
  for (const link of root.querySelectorAll("a")) link.href = link.href.replace(/%EE%[0-9A-F]{2}%[0-9A-F]{2}|%EF%[89A][0-9A-F]%[0-9A-F]{2}/gi, "");
}

function textNodes(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  return nodes;
}
