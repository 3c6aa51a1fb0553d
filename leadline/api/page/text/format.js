// Values as a person reads them. A missing value is "not provided", never 0 and never empty.

export const NOT_PROVIDED = "not provided";
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

export function number(value, decimals = 2) {
  return new Intl.NumberFormat("en-GB", { maximumFractionDigits: decimals }).format(value);
}

export function money(value) {
  return number(value, Math.abs(value) >= 1000 || Number.isInteger(value) ? 0 : 2);
}

export function date(value) {
  const text = String(value);
  const day = text.match(/^(\d{4})-(\d{2})-(\d{2})$/);
  if (day) return `${Number(day[3])} ${MONTHS[Number(day[2]) - 1]} ${day[1]}`;
  const instant = new Date(text);
  if (Number.isNaN(instant.getTime())) return text;
  return `${instant.getDate()} ${MONTHS[instant.getMonth()]} ${instant.getFullYear()}`;
}

export function dateTime(value) {
  const text = String(value ?? "");
  if (text.length <= 10) return date(text);
  const instant = new Date(text);
  if (Number.isNaN(instant.getTime())) return text;
  return `${date(text)}, ${String(instant.getHours()).padStart(2, "0")}:${String(instant.getMinutes()).padStart(2, "0")}`;
}

export function duration(ms) {
  if (ms == null) return "";
  return ms < 1000 ? `${Math.max(1, Math.round(ms))} ms` : `${number(ms / 1000, 1)} s`;
}

export function bytes(count) {
  return count >= 1024 * 1024 ? `${number(count / 1024 / 1024, 1)} MB` : `${number(Math.ceil(count / 1024), 0)} kB`;
}

export function count(total, noun, plural = `${noun}s`) {
  return `${number(total, 0)} ${total === 1 ? noun : plural}`;
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
