// The server's JSON routes. Every failure is a ServerError with something to say and something to do.

const UNREACHABLE = {
  code: "unreachable",
  message: "Leadline cannot be reached.",
  hint: "Check that the server is running; your message is kept here.",
};

export class ServerError extends Error {
  constructor({ code, message, hint }, status = 0) {
    super(message);
    this.details = { code, message, hint: hint ?? "" };
    this.status = status;
  }
}

export async function request(path, { method = "GET", json, form, headers = {}, signal } = {}) {
  const body = form ?? (json === undefined ? undefined : JSON.stringify(json));
  const typed = json === undefined ? headers : { ...headers, "Content-Type": "application/json" };
  let response;
  try {
    response = await fetch(path, { method, body, headers: typed, signal });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new ServerError(UNREACHABLE);
  }
  if (response.status === 401 && location.pathname !== "/sign-in") location.assign("/sign-in");
  if (!response.ok) throw new ServerError(await errorOf(response), response.status);
  return response;
}

export async function getJson(path) {
  return (await request(path)).json();
}

async function errorOf(response) {
  try {
    const { error } = await response.json();
    if (error?.message) return error;
  } catch {
    // not our server's JSON: a proxy's page, say
  }
  return { code: `http_${response.status}`, message: `The server answered ${response.status}.`, hint: "Try again." };
}
