/** HTTP headers as text, one a line. */
export function HeaderList({ label, headers }: { label: string; headers: Record<string, string> | null }) {
  const entries = Object.entries(headers ?? {});
  return (
    <div className="grid gap-1">
      <p className="text-xs font-medium text-muted-foreground">{label}</p>
      {entries.length === 0 ? (
        <p className="text-muted-foreground">None.</p>
      ) : (
        <dl className="grid gap-0.5 font-mono text-xs">
          {entries.map(([name, value]) => (
            <div key={name} className="flex flex-wrap gap-x-2">
              <dt className="text-muted-foreground">{name}:</dt>
              <dd className="min-w-0 wrap-anywhere">{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
