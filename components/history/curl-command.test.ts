import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { curlCommand } from "./curl-command";

const url = "https://receiver.example/hook?a[b]=it's";
const headers = { "Content-Type": "application/json" };
const base = { method: "POST", url, headers, fileName: "x-request.json" };

/** Runs the command with a shell in which curl writes down its arguments, and its input when it would read that. */
function run(command: string, env: Record<string, string> = {}) {
  const fake = `curl() { for a in "$@"; do printf '%s\\0' "$a"; [ "$a" = @- ] && cat; done; }`;
  const { stdout, status } = spawnSync("sh", ["-c", `${fake}\n${command}`], {
    env: { ...process.env, ...env },
  });
  expect(status === 0 || status === 1).toBe(true);
  return stdout;
}

function sentBody(command: string): Buffer {
  const out = run(command);
  const piped = out.indexOf("@-\0");
  if (piped !== -1) return out.subarray(piped + 3);
  const raw = out.indexOf("--data-raw\0") + "--data-raw\0".length;
  return out.subarray(raw, out.length - 1);
}

test.each([
  ["JSON", Buffer.from('{"a":"it\'s $HOME `x` \\\\ \\"!\\" é 漢 😀"}')],
  ["lines", Buffer.from("a\n\nb\n")],
  ["an at sign first", Buffer.from("@/etc/passwd")],
  ["carriage returns and tabs", Buffer.from("a\r\n\tb")],
  ["a byte order mark", Buffer.from("\ufeff{}")],
  ["every byte", Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))],
  ["nothing", Buffer.alloc(0)],
])("the body arrives byte for byte: %s", (_name, body) => {
  expect(sentBody(curlCommand({ ...base, body })).equals(body)).toBe(true);
});

test("address and headers arrive too; secrets come from the shell's variables", () => {
  const headers = { "X-Api-Key": "********", "X-Empty": "", "X-Quote": "it's" };
  const command = curlCommand({ ...base, headers, body: Buffer.from("{}") });
  const given = run(command, { X_API_KEY: "s3cret" }).toString().split("\0");
  expect(given).toContain(url);
  expect(given).toEqual(expect.arrayContaining(["X-Api-Key: s3cret", "X-Empty;", "X-Quote: it's"]));
  expect(command).not.toContain("********");
});

test("a GET has no body", () => {
  const command = curlCommand({ ...base, method: "GET", body: Buffer.from("{}") });
  expect(command).toContain("--request GET");
  expect(command).not.toContain("--data");
});

test("a large or a secret body comes from its file", () => {
  for (const request of [
    { body: Buffer.alloc(70_000, "x") },
    { body: Buffer.from("1234"), secretBody: true },
  ]) {
    const command = curlCommand({ ...base, ...request });
    expect(command).toContain("--data-binary @'x-request.json'");
    expect(command).not.toMatch(/1234|xxx/);
  }
});
