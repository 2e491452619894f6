const authorizations = {
  apiKey: `-H "Authorization: Bearer $KEY"`,
  basic: `-u "anybody:$KEY"`,
};

/** The command that makes a call at `origin`; the key comes from a shell variable, what varies in the path too. */
export function curlCall(
  origin: string,
  {
    method,
    path,
    body,
    authentication,
  }: { method: string; path: string; body: unknown; authentication: keyof typeof authorizations | null },
): string {
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) => `$${variable(name)}`);
  const lines = [
    `curl -s ${method === "GET" ? "" : `-X ${method} `}"${origin}${address}"`,
    ...(authentication ? [authorizations[authentication]] : []),
  ];
  if (body !== undefined) {
    // A single quote cannot stand in a quoted word of the shell: it is closed, escaped and opened again.
    const text = JSON.stringify(body).replaceAll("'", String.raw`'\''`);
    lines.push(`-H "Content-Type: application/json"`, `-d '${text}'`);
  }
  return lines.join(" \\\n  ");
}

/** webhookId is WEBHOOK_ID. */
function variable(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, "$1_$2").toUpperCase();
}
