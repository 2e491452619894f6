import { expect, test } from "vitest";
import { describeFailure, describeTimeout, failureFor, type Phase } from "../http/describe-failure";
import type { SendErrorCode } from "../http/send-result";
import { classifyResponse } from "./classify-response";

type ByCodeAlone = Parameters<typeof failureFor>[0];

/** Every class of failure but the two below; a new one that is missing here is an error of types. */
const byCodeAlone: Record<Exclude<SendErrorCode, "timeout" | "tls_failed">, ByCodeAlone> = {
  dns_failed: "dns_failed",
  address_refused: "address_refused",
  https_required: "https_required",
  connect_refused: "connect_refused",
  connect_failed: "connect_failed",
  connection_reset: "connection_reset",
  invalid_response: "invalid_response",
  aborted: "aborted",
  send_failed: "send_failed",
};
const phases: Phase[] = ["queued", "dns", "connect", "tls", "waiting", "body"];
const tls = [
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "ERR_SSL_WRONG",
];
const statuses = Array.from({ length: 500 }, (_, index) => 100 + index).filter((status) => status !== 200);

const all: [name: string, message: string][] = [
  ...Object.values(byCodeAlone).map((code): [string, string] => [code, failureFor(code).message]),
  ...phases.map((phase): [string, string] => [`timeout ${phase}`, describeTimeout(15_000, phase).message]),
  ...tls.map((code): [string, string] => {
    const error = Object.assign(new Error(), {
      code: code.startsWith("ERR_SSL") ? code : "EPROTO",
      cause: code,
    });
    return [code, describeFailure(error, "tls").message];
  }),
  ...statuses.map((status): [string, string] => {
    const answer = {
      complete: true,
      responseCode: status,
      responseHeaders: { location: "https://new.example/" },
    };
    const judged = classifyResponse({ ...answer, errorCode: null, errorMessage: null }, "200");
    return [`http ${status}`, judged.errorMessage ?? ""];
  }),
];

test("each class of failure has one plain sentence and one next action", () => {
  for (const [name, message] of all) {
    // The full stop with a space is the border that the portal splits at.
    expect(message.split(". "), name).toHaveLength(2);
    expect(message, name).toMatch(/^[A-Z].*\. [A-Z].*\.$/);
  }
});

test("no failure promises another attempt: it may have been the last", () => {
  for (const [name, message] of all) {
    expect(message, name).not.toMatch(/the next attempt|is sent again|will be (sent|tried)/i);
    if (/retry/.test(message)) expect(message, name).toContain("if none is left");
  }
});
