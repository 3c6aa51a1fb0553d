// What a picture shows, in words (its text alternative) and as a table.

import { count, date } from "./format.js";

const CHARTS = {
  s_curve: "S-curve",
  burn_up: "Burn-up chart",
  burndown: "Burndown chart",
  velocity: "Velocity chart",
  cumulative_flow: "Cumulative flow diagram",
  histogram: "Histogram",
  bars: "Bar chart",
  load_heat: "Load chart",
  tornado: "Tornado chart",
};
const TASK_COLUMNS = [
  ["key", "Key", "key"],
  ["name", "Task", "text"],
  ["start", "Start", "date"],
  ["finish", "Finish", "date"],
  ["baseline_finish", "Baseline finish", "date"],
  ["progress", "Done", "percent"],
  ["critical", "Critical", "text"],
];
const RISK_COLUMNS = [
  ["key", "Key", "key"],
  ["title", "Risk", "text"],
  ["probability", "Probability", "number"],
  ["impact", "Impact", "number"],
  ["residual_probability", "Probability after response", "number"],
  ["residual_impact", "Impact after response", "number"],
  ["owner", "Owner", "text"],
];

export function pictureText({ kind, title, data }) {
  if (kind === "timeline") {
    const critical = data.tasks.filter((task) => task.critical).length;
    const dates = [data.finish && `finish ${date(data.finish)}`, data.baseline_finish && `baseline ${date(data.baseline_finish)}`];
    return [`Gantt chart: ${title}`, `${count(data.tasks.length, "task")}, ${critical} critical`, ...dates].filter(Boolean).join("; ");
  }
  if (kind === "heat_map") {
    const high = data.risks.filter((risk) => risk.probability * risk.impact >= 15);
    return `Risk matrix: ${title}; ${count(data.risks.length, "risk")}; high: ${high.map((risk) => risk.key).join(", ") || "none"}`;
  }
  const series = (data.series ?? []).map((each) => each.name).join(", ");
  return [`${CHARTS[data.chart] ?? "Chart"}: ${title}`, data.subtitle, series].filter(Boolean).join("; ");
}

export function pictureRows({ kind, data }) {
  if (kind === "timeline") {
    const rows = data.tasks.map((task) => ({
      ...task,
      progress: task.progress == null ? null : task.progress * 100,
      critical: task.critical ? "yes" : "no",
    }));
    return { columns: TASK_COLUMNS.map(column), rows };
  }
  if (kind === "heat_map") return { columns: RISK_COLUMNS.map(column), rows: data.risks };
  return data.chart === "load_heat" ? loadRows(data) : seriesRows(data);
}

function column([key, label, kind]) {
  return { key, label, kind };
}

function loadRows({ rows, columns, values }) {
  return {
    columns: [column(["name", "Name", "text"]), ...columns.map((label, n) => column([`c${n}`, `${label} (%)`, "number"]))],
    rows: rows.map((name, line) => ({ name, ...Object.fromEntries(columns.map((_, n) => [`c${n}`, values[line]?.[n]])) })),
  };
}

function seriesRows({ x, y, series }) {
  const byX = new Map();
  series.forEach(({ points }, n) => {
    for (const [position, value] of points) byX.set(position, { ...byX.get(position), [`s${n}`]: value });
  });
  const kind = y?.unit?.match(/^[A-Z]{3}$/) ? "money" : "number";
  const heads = series.map(({ name }, n) => ({ key: `s${n}`, label: name, kind, unit: y?.unit }));
  const rows = [...byX].map(([position, values]) => ({ x: position, ...values }));
  return { columns: [{ key: "x", label: x?.label || "At", kind: x?.kind === "date" ? "date" : "text" }, ...heads], rows };
}
