import { execFileSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { mapMessage } from "@/lib/sources/mapping/map-message";
import { type SourceSystemId, sourceSystems, type Verification } from "@/lib/sources/schema";
import { makeCatalogue } from "@/testing/builtin-catalogue";
import { buildTryCommand } from "./build-try-command";

const url = "https://hooks.bank.example/in/AbC123";

const build = (source: { system: SourceSystemId; verification: Verification }) =>
  buildTryCommand({ url, key: "", ...source }) ?? "";

/** Runs the command in sh, with a function in place of curl that prints its arguments, one per line. */
function runCommand(command: string, key: string): string[] {
  const script = `curl() { for argument in "$@"; do printf '%s\\n' "$argument"; done; }\n${command}`;
  return execFileSync("sh", ["-c", script], { env: { ...process.env, KEY: key }, encoding: "utf8" })
    .trimEnd()
    .split("\n");
}

function sign(body: string, key: string | Buffer): Buffer {
  return createHmac("sha256", key).update(body).digest();
}

test.each(sourceSystems)("the message of %s becomes an event", (system) => {
  const words = runCommand(build({ system, verification: { kind: "none" } }), "");
  expect(words).toContain(url);
  const body = words.at(-1) ?? "";
  expect(body).not.toContain("%s");
  const mapped = mapMessage(
    { system, mapping: {} },
    { headers: [["Content-Type", "application/json"]], body: Buffer.from(body) },
    makeCatalogue(),
  );
  expect(mapped).toMatchObject({ ok: true, event: { entityId: expect.stringContaining("1001") } });
});

test.each<[Extract<Verification, { kind: "hmac" }>["encoding"], (mac: Buffer) => string]>([
  ["base64", (mac) => mac.toString("base64")],
  ["hex", (mac) => mac.toString("hex")],
  ["dashed-hex", (mac) => mac.toString("hex").toUpperCase().match(/../g)?.join("-") ?? ""],
])("the signature in %s is the HMAC of the body that is sent", (encoding, encode) => {
  const verification = { kind: "hmac", header: "X-Signature", encoding, prefix: "$sha256=" } as const;
  const words = runCommand(build({ system: "generic", verification }), "a key");
  const body = words.at(-1) ?? "";
  expect(words).toContain(`X-Signature: $sha256=${encode(sign(body, "a key"))}`);
});

test("the signature of Standard Webhooks covers ID, time and body", () => {
  const secret = Buffer.from("a secret of 24 bytes ....");
  const command = build({ system: "standard-webhooks", verification: { kind: "standard" } });
  const words = runCommand(command, `whsec_${secret.toString("base64")}`);
  const readHeader = (name: string) =>
    words.find((word) => word.startsWith(`${name}: `))?.slice(name.length + 2) ?? "";
  const signed = `${readHeader("webhook-id")}.${readHeader("webhook-timestamp")}.${words.at(-1)}`;
  expect(readHeader("webhook-signature")).toBe(`v1,${sign(signed, secret).toString("base64")}`);
});

test("a key in a header is sent as it is", () => {
  const verification = { kind: "header", header: "X-Source-Key" } as const;
  const words = runCommand(build({ system: "loanpro", verification }), "s3cret");
  expect(words).toContain("X-Source-Key: s3cret");
});

test("there is no command for a public key, with which nobody can sign", () => {
  const source = { url, system: "standard-webhooks", verification: { kind: "standard" } } as const;
  expect(buildTryCommand({ ...source, key: "whpk_AAAA" })).toBeNull();
  expect(buildTryCommand({ ...source, key: "whsec_AAAA" })).not.toBeNull();
});
