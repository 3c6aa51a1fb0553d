// Values as a person reads them. A missing value is "not provided", never 0 and never empty.

export const NOT_PROVIDED = "not provided";
const DAY = { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" };

export function number(value, decimals = 2) {
  return new Intl.NumberFormat("en-GB", { maximumFractionDigits: decimals }).format(value);
}

export function money(value) {
  return number(value, Math.abs(value) >= 1000 || Number.isInteger(value) ? 0 : 2);
}

export function date(value) {
  const text = String(value);
  const parsed = new Date(text.length === 10 ? `${text}T00:00:00Z` : text);
  return Number.isNaN(parsed.getTime()) ? text : new Intl.DateTimeFormat("en-GB", DAY).format(parsed);
}

export function dateTime(value) {
  const text = String(value ?? "");
  if (text.length <= 10) return date(text);
  const parsed = new Date(text);
  if (Number.isNaN(parsed.getTime())) return text;
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" }).format(parsed);
}

export function duration(ms) {
  if (ms == null) return "";
  return ms < 1000 ? `${Math.max(1, Math.round(ms))} ms` : `${number(ms / 1000, 1)} s`;
}

export function bytes(count) {
  return count >= 1024 * 1024 ? `${number(count / 1024 / 1024, 1)} MB` : `${number(Math.ceil(count / 1024), 0)} kB`;
}

export function count(total, noun) {
  return `${number(total, 0)} ${noun}${total === 1 ? "" : "s"}`;
}

// A fact's value with its unit: "0.83", "12.5 %", "21 Sep 2026", "605,000 EUR".
export function withUnit(value, unit) {
  if (value == null) return NOT_PROVIDED;
  if (unit === "date" || (typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value))) return date(value);
  if (typeof value !== "number") return String(value);
  const shown = /^[A-Z]{3}$/.test(unit ?? "") ? money(value) : number(value);
  return ["ratio", "count", "id", "name", "colour", null, undefined].includes(unit) ? shown : `${shown} ${unit}`;
}

export function cell(value, kind) {
  if (value == null || value === "") return NOT_PROVIDED;
  if (kind === "date") return date(value);
  if (typeof value === "number") {
    if (kind === "money") return money(value);
    if (kind === "percent") return `${number(value, 1)} %`;
    return number(value);
  }
  if (Array.isArray(value)) return value.join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
