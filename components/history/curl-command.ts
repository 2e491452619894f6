/** What `perform-request` wrote for a header whose value is a secret. */
const hidden = "********";

/** More than this is not put into a command: the download has it. */
const inlineBytes = 64 * 1024;

export interface CurlRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: Uint8Array;
  /** What the download of the body is called; used when the body is large or must not be shown. */
  fileName: string;
  /** The body holds a secret: it is taken from the file, never written into the command. */
  secretBody?: boolean;
}

/**
 * A command for sh that sends a request once more with the same headers and the very same bytes. Header values that
 * are secrets become shell variables. Bytes that a terminal could change on the way (binary, control characters) go
 * through base64.
 */
export function curlCommand(request: CurlRequest): string {
  const { method, url, headers, body, fileName, secretBody = false } = request;
  const lines = [`curl --globoff --request ${method} ${quoted(url)}`];
  for (const [name, value] of Object.entries(headers)) lines.push(`--header ${headerArgument(name, value)}`);
  if (method === "GET") return lines.join(continued);
  if (secretBody || body.length > inlineBytes) {
    lines.push(`--data-binary @${quoted(fileName)}`);
    return `# Download the request body first: ${fileName}\n${lines.join(continued)}`;
  }
  const text = safeText(body);
  // Not --data-binary: that takes a body that begins with "@" for the name of a file.
  if (text !== null) return [...lines, `--data-raw ${quoted(text)}`].join(continued);
  const base64 = Buffer.from(body).toString("base64");
  return `printf %s ${quoted(base64)} | base64 -d | ${[...lines, "--data-binary @-"].join(continued)}`;
}

const continued = " \\\n  ";

function headerArgument(name: string, value: string): string {
  if (value === hidden) return `${quoted(`${name}: `)}"$${variableName(name)}"`;
  // curl's way to send a header without a value.
  return quoted(value === "" ? `${name};` : `${name}: ${value}`);
}

/** "X-Api-Key" is X_API_KEY. */
function variableName(header: string): string {
  const name = header.toUpperCase().replace(/[^A-Z0-9]+/g, "_");
  return /^\d/.test(name) ? `_${name}` : name;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** The bytes as text when they come out of a clipboard and a terminal as they went in; otherwise null. */
function safeText(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    // Everything that is not to be seen, but for the new line.
    return /[\p{Cc}\p{Cf}\u2028\u2029]/u.test(text.replaceAll("\n", "")) ? null : text;
  } catch {
    return null;
  }
}
