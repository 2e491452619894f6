import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { buildApiCurlCommand, buildCurlCommand, toShellHeaders } from "./curl-command";

const url = "https://receiver.example/hook?a[b]=it's";
const headers = { "Content-Type": "application/json" };
const baseRequest = {
  method: "POST",
  url,
  headers,
  bodyFile: { name: "x-request.json", onlyWhenLarge: true },
};

/** Runs the command in a shell whose curl prints its arguments and, after `@-`, its input. */
function run(command: string, env: Record<string, string> = {}) {
  const fakeCurl = `curl() { for a in "$@"; do printf '%s\\0' "$a"; [ "$a" = @- ] && cat; done; }`;
  const { stdout, status } = spawnSync("sh", ["-c", `${fakeCurl}\n${command}`], {
    env: { ...process.env, ...env },
  });
  expect(status === 0 || status === 1).toBe(true);
  return stdout;
}

const readSentArguments = (command: string, env: Record<string, string>) =>
  run(command, env).toString().split("\0").slice(0, -1);

function readSentBody(command: string): Buffer {
  const out = run(command);
  const piped = out.indexOf("@-\0");
  if (piped !== -1) return out.subarray(piped + 3);
  const raw = out.indexOf("--data-raw\0") + "--data-raw\0".length;
  return out.subarray(raw, out.length - 1);
}

test.each([
  ["JSON", Buffer.from('{"a":"it\'s $HOME `x` \\\\ \\"!\\" é 漢 😀"}')],
  ["lines", Buffer.from("a\n\nb\n")],
  ["a leading at sign", Buffer.from("@/etc/passwd")],
  ["carriage returns and tabs", Buffer.from("a\r\n\tb")],
  ["a byte order mark", Buffer.from("\ufeff{}")],
  ["every byte", Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))],
  ["an empty body", Buffer.alloc(0)],
])("the body is sent byte for byte: %s", (_name, body) => {
  expect(readSentBody(buildCurlCommand({ ...baseRequest, body })).equals(body)).toBe(true);
});

test("the URL and the headers are sent as they are; masked values come from shell variables", () => {
  const headers = toShellHeaders({ "X-Api-Key": "********", "X-Empty": "", "X-Quote": "it's $HOME" });
  const command = buildCurlCommand({ ...baseRequest, headers, body: "{}" });
  expect(readSentArguments(command, { X_API_KEY: "s3cret '\"" })).toEqual([
    "-s",
    "--globoff",
    "-X",
    "POST",
    url,
    "-H",
    `X-Api-Key: s3cret '"`,
    "-H",
    "X-Empty;",
    "-H",
    "X-Quote: it's $HOME",
    "--data-raw",
    "{}",
  ]);
  expect(command).not.toContain("********");
});

test("an API call takes the key and the path parameters from shell variables", () => {
  const command = buildApiCurlCommand("https://hooks.example", {
    method: "POST",
    path: "/api/v1/webhooks/{webhookId}/simulate",
    authentication: "apiKey",
    body: { name: "O'Hara" },
  });
  expect(readSentArguments(command, { KEY: "k", WEBHOOK_ID: "1" })).toEqual([
    "-s",
    "-X",
    "POST",
    "https://hooks.example/api/v1/webhooks/1/simulate",
    "-H",
    "Authorization: Bearer k",
    "-H",
    "Content-Type: application/json",
    "--data-raw",
    `{"name":"O'Hara"}`,
  ]);
});

test("Basic authentication sends the key as the password", () => {
  const call = { method: "GET", path: "/x", authentication: "basic", body: undefined } as const;
  expect(readSentArguments(buildApiCurlCommand("https://hooks.example", call), { KEY: "k k" })).toEqual([
    "-s",
    "https://hooks.example/x",
    "-u",
    "anybody:k k",
  ]);
});

test("a GET request has no body", () => {
  const command = buildCurlCommand({ ...baseRequest, method: "GET", body: "{}" });
  expect(command).not.toMatch(/--data|-X/);
});

test("a large or secret body is read from a file", () => {
  for (const request of [
    { body: Buffer.alloc(70_000, "x") },
    { body: "1234", bodyFile: { name: "x-request.json", onlyWhenLarge: false } },
  ]) {
    const command = buildCurlCommand({ ...baseRequest, ...request });
    expect(command).toContain("--data-binary @'x-request.json'");
    expect(command).not.toMatch(/1234|xxx/);
  }
});
