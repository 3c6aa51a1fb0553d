// The token goes to the server once and comes back as a cookie that scripts cannot read; nothing is stored here.

import { getJson, request } from "./io/api.js";

const form = document.getElementById("form");
const problem = document.getElementById("problem");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const field = document.getElementById("token");
  problem.textContent = "";
  try {
    await request("/api/sign-in", { method: "POST", json: { token: field.value.trim() } });
    location.replace("/");
  } catch (error) {
    problem.textContent = [error.message, error.details?.hint].filter(Boolean).join(" ");
    field.select();
  }
});

const REASONS = {
  unknown: "Your organisation knows you, Leadline does not yet. Ask its administrator to add your e-mail address.",
  failed: "Signing in did not work. Try again.",
};
problem.textContent = REASONS[new URLSearchParams(location.search).get("problem")] ?? "";

getJson("/api/sign-in").then(({ auth }) => {
  document.getElementById("provider").hidden = auth !== "oidc";
  if (auth === "local") location.replace("/");
});
