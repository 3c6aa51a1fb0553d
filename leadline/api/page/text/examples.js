// Example questions for an empty conversation, made from the projects that are really there.

const STORY_EXAMPLE = `Draft user stories from these requirements:

- A clerk can register a supplier invoice by uploading a PDF of up to 10 MB.
- Invoices above 10,000 EUR need a second approval within 2 working days.
- The system shall show the approval status of every invoice to the clerk.
- Only accountants may change the bank details of a supplier.`;
const WORST_FIRST = { red: 0, amber: 1, green: 2 };

export function greetingJobs(projects) {
  const running = projects
    .filter((project) => project.phase !== "closed")
    .sort((a, b) => (WORST_FIRST[a.declared_health] ?? 3) - (WORST_FIRST[b.declared_health] ?? 3));
  const closed = projects.filter((project) => project.phase === "closed");
  const [first, second] = running;
  return [
    {
      icon: "stories",
      title: "Draft user stories",
      about: "Paste requirements, or attach a document: stories with acceptance criteria, coverage and open questions.",
      prompts: [{ label: "Try it with four example requirements", text: STORY_EXAMPLE, edit: true }, { label: "Attach a requirements document", attach: true }],
    },
    {
      icon: "pulse",
      title: "Ask for status",
      about: "Health by dimension, earned value, milestones, risks, and the rule behind each colour.",
      prompts: [
        { text: first ? `How is ${first.name} doing?` : "Which projects are there?" },
        { text: second ? `Is ${second.name} on schedule and on budget?` : "Which projects need attention?" },
      ],
    },
    {
      icon: "lessons",
      title: "Learn from the past",
      about: "Recurring causes from charters and post-mortems, with quotes and what to do about them.",
      prompts: [
        { text: closed[0] ? `What did we learn from ${closed[0].name}?` : "What lessons keep coming back?" },
        { text: first ? `What lessons should ${first.name} know about?` : "What usually makes our projects late?" },
      ],
    },
  ];
}
