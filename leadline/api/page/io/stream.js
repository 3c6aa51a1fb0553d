// Server-sent events over fetch (EventSource cannot POST), resumed by Last-Event-ID when the connection breaks.

import { request, ServerError } from "./api.js";

const DELAYS = [300, 700, 1500, 3000, 5000, 8000]; // milliseconds before each attempt to reconnect
const LAST_EVENTS = new Set(["RUN_FINISHED", "RUN_ERROR"]);

export async function* parseEvents(stream) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    buffer += value.replaceAll("\r", "");
    let end;
    while ((end = buffer.indexOf("\n\n")) >= 0) {
      const block = buffer.slice(0, end);
      buffer = buffer.slice(end + 2);
      const data = fieldOf(block, "data");
      if (data) yield { id: fieldOf(block, "id"), event: JSON.parse(data) };
    }
  }
}

// Runs `open` and passes every event on, each once. Resolves after the run's last event; rejects with a ServerError when the
// server refuses, or when it stays out of reach (`error.resumable`).
export async function follow(runId, open, { onEvent, onConnection }) {
  let lastId = "";
  let attempt = 0;
  let start = open;
  for (;;) {
    try {
      const response = await start();
      for await (const { id, event } of parseEvents(response.body)) {
        attempt = 0;
        lastId = id || lastId;
        onEvent(event);
        if (LAST_EVENTS.has(event.type)) return;
      }
    } catch (error) {
      const accepted = lastId !== "" || start !== open;
      if (error instanceof ServerError && (error.status !== 0 || !accepted)) throw error;
    }
    if (attempt === DELAYS.length) throw lostConnection();
    onConnection("waiting");
    await new Promise((resolve) => setTimeout(resolve, DELAYS[attempt]));
    attempt += 1;
    start = () => resume(runId, lastId);
  }
}

export function resume(runId, lastId) {
  return request(`/api/agent/${encodeURIComponent(runId)}/events`, { headers: lastId ? { "Last-Event-ID": lastId } : {} });
}

function lostConnection() {
  const error = new ServerError({ code: "connection_lost", message: "The connection to the server was lost." });
  error.resumable = true;
  return error;
}

function fieldOf(block, name) {
  return block
    .split("\n")
    .filter((line) => line.startsWith(`${name}:`))
    .map((line) => line.slice(name.length + 1).trimStart())
    .join("\n");
}
