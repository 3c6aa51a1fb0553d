// Markdown from a model or a document to safe DOM. Raw HTML is shown as the text that it is, images are never loaded, links lead
// to this server or say which host they lead to. marked builds it, DOMPurify has the last word.

import { Marked } from "../vendor/marked/marked.esm.js";
import DOMPurify from "../vendor/dompurify/purify.es.mjs";

const ALLOWED_TAGS =
  "p br hr strong em del code pre blockquote ul ol li h1 h2 h3 h4 h5 h6 table thead tbody tr th td a span div input".split(" ");
const ALLOWED_ATTRIBUTES = ["href", "title", "class", "start", "align", "type", "checked", "disabled"];
const SAFE_SCHEMES = new Set(["http:", "https:", "mailto:"]);

const escape = (text) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const renderer = {
  html: ({ text }) => escape(text),
  image: ({ text, href }) => escape(`${text || "image"} (image not loaded${hostOf(href)})`),
  link({ href, tokens }) {
    const label = this.parser.parseInline(tokens);
    const address = safeAddress(href);
    if (!address) return label;
    if (address.origin === location.origin) return `<a href="${escape(address.href)}">${label}</a>`;
    const host = address.protocol === "mailto:" ? "" : ` <span class="link-host">(${escape(address.host)})</span>`;
    return `<a href="${escape(address.href)}">${label}</a>${host}`;
  },
};
const marked = new Marked({ gfm: true, breaks: false, renderer });

const purify = DOMPurify(window);
purify.addHook("afterSanitizeAttributes", (element) => {
  if (element.tagName !== "A") return;
  element.setAttribute("rel", "noopener noreferrer nofollow");
  element.setAttribute("target", "_blank");
});

export function markdownToDom(text) {
  const fragment = purify.sanitize(marked.parse(text), {
    ALLOWED_TAGS,
    ALLOWED_ATTR: ALLOWED_ATTRIBUTES,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
  const root = document.createElement("div");
  root.className = "prose";
  root.append(fragment);
  for (const table of root.querySelectorAll("table")) inScroller(table);
  return root;
}

function inScroller(table) {
  const scroller = document.createElement("div");
  scroller.className = "table-scroll";
  table.replaceWith(scroller);
  scroller.append(table);
}

function safeAddress(href) {
  try {
    const address = new URL(href, location.href);
    return SAFE_SCHEMES.has(address.protocol) ? address : null;
  } catch {
    return null;
  }
}

function hostOf(href) {
  const address = safeAddress(href);
  return address?.host && address.origin !== location.origin ? `, from ${address.host}` : "";
}
