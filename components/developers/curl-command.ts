/** Part of a word of a shell command: text, or the value of a shell variable. A word is one part or several. */
type WordPart = string | { variable: string };
type Word = WordPart | readonly WordPart[];

export interface CurlRequest {
  method: string;
  url: Word;
  headers?: Record<string, Word>;
  /** Basic authentication, "user:password". */
  user?: Word;
  body?: string | Uint8Array;
  /** A file from which curl reads the body, for a body that is large or contains a secret. */
  bodyFile?: { name: string; onlyWhenLarge: boolean };
}

/** Larger bodies are read from `bodyFile`, if it is given, rather than written into the command. */
const maxInlineBytes = 64 * 1024;

/**
 * Builds a command for sh that sends a request with exactly these bytes as its body. Bytes that a clipboard or a terminal
 * could change (binary, control characters) are written in base64.
 */
export function buildCurlCommand({ method, url, headers = {}, user, body, bodyFile }: CurlRequest): string {
  const address = quoteWord(url);
  // Without --globoff, curl treats brackets and braces in a URL as patterns.
  const globoff = /[[\]{}]/.test(address) ? " --globoff" : "";
  const lines = [`curl -s${globoff}${method === "GET" ? "" : ` -X ${method}`} ${address}`];
  if (user !== undefined) lines.push(`-u ${quoteWord(user)}`);
  for (const [name, value] of Object.entries(headers)) lines.push(`-H ${quoteHeader(name, value)}`);
  if (method === "GET" || body === undefined) return lines.join(lineContinuation);
  const bytes = Buffer.from(body);
  if (bodyFile && (!bodyFile.onlyWhenLarge || bytes.length > maxInlineBytes)) {
    lines.push(`--data-binary @${quoteText(bodyFile.name)}`);
    return `# First download the request body to this folder as ${bodyFile.name}\n${lines.join(lineContinuation)}`;
  }
  const text = decodeSafeText(bytes);
  // Not -d or --data-binary: they read a body that begins with "@" as the name of a file.
  if (text !== null) return [...lines, `--data-raw ${quoteText(text)}`].join(lineContinuation);
  const base64 = bytes.toString("base64");
  return `printf %s ${quoteText(base64)} | base64 -d | ${[...lines, "--data-binary @-"].join(lineContinuation)}`;
}

const lineContinuation = " \\\n  ";

/**
 * Builds a command that calls Hookledger's own API at `origin`. The API key comes from the shell variable KEY; a path parameter such as
 * {webhookId} comes from WEBHOOK_ID.
 */
export function buildApiCurlCommand(
  origin: string,
  {
    method,
    path,
    body,
    authentication,
  }: { method: string; path: string; body: unknown; authentication: "apiKey" | "basic" | null },
): string {
  const key = { variable: "KEY" };
  const url = path
    .split(/\{(\w+)\}/)
    .map((part, index) => (index % 2 === 0 ? part : { variable: toVariableName(part) }));
  return buildCurlCommand({
    method,
    url: [origin, ...url],
    user: authentication === "basic" ? ["anybody:", key] : undefined,
    headers: {
      ...(authentication === "apiKey" && { Authorization: ["Bearer ", key] }),
      ...(body !== undefined && { "Content-Type": "application/json" }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
}

/** Recorded request headers; a masked value becomes a shell variable named after its header. */
export function toShellHeaders(headers: Record<string, string>): Record<string, Word> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      value === maskedValue ? { variable: toVariableName(name) } : value,
    ]),
  );
}

/** The recorded value of a header that is a secret (lib/deliveries). */
const maskedValue = "********";

/** "X-Api-Key" is X_API_KEY, "webhookId" is WEBHOOK_ID. */
function toVariableName(text: string): string {
  const name = text
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, "_");
  return /^\d/.test(name) ? `_${name}` : name;
}

function quoteHeader(name: string, value: Word): string {
  // curl's syntax for a header without a value.
  return value === "" ? quoteText(`${name};`) : quoteWord([`${name}: `, ...toParts(value)]);
}

function toParts(word: Word): readonly WordPart[] {
  return Array.isArray(word) ? word : [word as WordPart];
}

function quoteWord(word: Word): string {
  const parts: WordPart[] = [];
  for (const part of toParts(word)) {
    const last = parts.at(-1);
    if (typeof part === "string" && typeof last === "string") parts[parts.length - 1] = last + part;
    else if (part !== "") parts.push(part);
  }
  return parts.map((part) => (typeof part === "string" ? quoteText(part) : `"$${part.variable}"`)).join("");
}

/** Puts text in single quotes, where a shell changes nothing. Each single quote becomes '\'': close, escaped quote, reopen. */
function quoteText(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Returns the bytes as text if a clipboard and a terminal leave that text unchanged; otherwise null. */
function decodeSafeText(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    // Invisible characters, except the newline.
    return /[\p{Cc}\p{Cf}\u2028\u2029]/u.test(text.replaceAll("\n", "")) ? null : text;
  } catch {
    return null;
  }
}
