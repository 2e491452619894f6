const rows = [
  ["{{ data.amountDue }}", "A field of the event's data."],
  [
    "{{ event.title }}, {{ event.type }}, {{ event.occurredAt }}",
    "The event; also event.id and event.entityType.",
  ],
  ["{{ entity.id }}", "What it happened to, with its data."],
  [
    "{{ changes.loanStatus.from }}, {{ changes.loanStatus.to }}",
    "Old and new value of a field that changed.",
  ],
  ['{{ context["loan-display-id"] }}', "A variable by LoanPro's name."],
  ["{{ changes | json }}", "A whole value as JSON."],
] as const;

/** What templates may say, folded away until somebody wants it. */
export function TemplateHelp() {
  return (
    <details className="rounded-md border px-3 py-2">
      <summary className="min-h-6 cursor-pointer font-medium">Variables in URL, headers and body</summary>
      <dl className="mt-2 grid gap-2">
        {rows.map(([code, meaning]) => (
          <div key={code} className="grid gap-x-4 sm:grid-cols-2">
            <dt className="font-mono text-[0.8125rem] wrap-anywhere">{code}</dt>
            <dd className="text-muted-foreground">{meaning}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 text-muted-foreground">
        Templates are Liquid: also if, for, assign and filters such as date and upcase. They can stand in the
        body, in the values of custom headers, and in the URL's path and query. Every value is escaped for
        where it stands. A variable that an event lacks is empty text, and null where a whole JSON value
        stands or after “| json”.
      </p>
    </details>
  );
}
