// Tool names and arguments in words.

const TOOLS = {
  list_projects: "Looked through the portfolio",
  get_project_status: "Computed the project's status",
  get_schedule: "Worked through the schedule",
  forecast_completion: "Forecast the completion",
  get_budget: "Computed budget and cost",
  get_workload: "Compared load with capacity",
  search_work_items: "Searched the work items",
  get_sprint: "Looked at the sprint",
  get_kpis: "Computed the key figures",
  get_register: "Read the register",
  assess_risks: "Assessed the risks",
  assess_change: "Assessed the change",
  assess_release: "Checked the release",
  assess_feasibility: "Assessed the feasibility",
  search_knowledge: "Searched the documents",
  summarize_lessons: "Gathered lessons from post-mortems",
  draft_user_stories: "Drafted user stories",
  review_user_stories: "Reviewed user stories",
  draft_status_report: "Drafted the status report",
  draft_document: "Drafted the document",
};

export function toolInWords(name) {
  const words = name.replaceAll("_", " ");
  return TOOLS[name] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

export function argumentsInWords(args) {
  return Object.entries(args ?? {})
    .filter(([, value]) => value != null && value !== "" && !(Array.isArray(value) && value.length === 0))
    .map(([name, value]) => [name.replaceAll("_", " "), typeof value === "object" ? JSON.stringify(value) : String(value)]);
}
