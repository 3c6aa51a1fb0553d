const KEY = "leadline.theme";

export const THEMES = ["auto", "light", "dark"];

export function readTheme() {
  try {
    const saved = localStorage.getItem(KEY);
    return THEMES.includes(saved) ? saved : "auto";
  } catch {
    return "auto"; // storage is switched off
  }
}

export function saveTheme(theme) {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // storage is switched off: the choice lasts as long as the page
  }
}

export function showTheme(theme) {
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

// The theme that pictures are asked for.
export function effectiveTheme(state) {
  if (state.theme === "auto") return state.dark ? "dark" : "light";
  return state.theme;
}
