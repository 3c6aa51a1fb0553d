// Files for the next message. They are uploaded at once, so that a file that cannot be read is known before sending.

import { request } from "./api.js";
import { randomId } from "./ids.js";
import { bytes } from "../text/format.js";

export const ACCEPTED = [".md", ".markdown", ".txt", ".docx", ".pptx", ".xlsx", ".pdf"];

export function attachmentActions({ getState, dispatch }) {
  function refusal(file) {
    const limit = getState().session?.limits.attachment_bytes ?? Infinity;
    const ending = file.name.slice(file.name.lastIndexOf(".")).toLowerCase();
    if (!ACCEPTED.includes(ending)) return "This kind of file cannot be read. Use Markdown, text, DOCX, PPTX, XLSX or PDF.";
    if (file.size > limit) return `${bytes(file.size)} is too large; the limit is ${bytes(limit)}.`;
    return file.size === 0 ? "The file is empty." : null;
  }

  async function upload(file) {
    const localId = randomId();
    const error = refusal(file);
    const attachment = { localId, name: file.name, status: error ? "failed" : "loading", error };
    dispatch({ type: "attachment_added", attachment });
    if (error) return;
    const form = new FormData();
    form.append("file", file);
    if (getState().thread.id) form.append("thread_id", getState().thread.id);
    let change;
    try {
      const stored = await (await request("/api/attachments", { method: "POST", form })).json();
      change = { ...stored, status: "ready" };
    } catch (failure) {
      const { message, hint } = failure.details;
      change = { status: "failed", error: [message.replace(/[.!?]?$/, "."), hint].filter(Boolean).join(" ") };
    }
    dispatch({ type: "attachment_changed", localId, change });
  }

  return {
    attach: (files) => [...files].forEach(upload),
    detach: (localId) => dispatch({ type: "attachment_removed", localId }),
    // A paste that is too long for a message becomes a file, so that nothing is cut.
    attachText: (text) => upload(new File([text], "pasted-text.md", { type: "text/markdown" })),
  };
}
