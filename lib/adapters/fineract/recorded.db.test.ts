import { expect, test } from "vitest";
import { buildHookInput, createTestHook } from "@/testing/fineract-hooks";
import { makeEvent, parseRawJson, type Recording, readRecordings } from "@/testing/fineract-recordings";
import { attemptDue, postEvent } from "@/testing/ledger";
import type { ReceivedRequest, Receiver } from "@/testing/receiver";
import { useReceiver } from "@/testing/use-receiver";

/** The headers that differ from those recorded from a running Fineract. Every other header, and every body, is the same. */
const differentHeaders = {
  "accept-encoding": "OkHttp asks for gzip. Hookledger reads responses as they are.",
  connection: "Both keep the connection open; OkHttp writes Keep-Alive, Hookledger keep-alive.",
  host: "The host of the receiver.",
  "user-agent": "Each names its own HTTP client.",
  "x-embarc-signature": "Only Hookledger signs; a setting turns the signature off.",
  "x-hookledger-attempt": "Fineract sends each request once.",
  "x-hookledger-trace-id": "Fineract has no ID for a delivery.",
};
/** The recorded ping was sent by Hookledger, so only the host differs. */
const differentHeadersOfPing = { host: "The host of the receiver." };

const recordings = readRecordings();
let receiver: Receiver;
useReceiver((started) => {
  receiver = started;
});

function findDifferentHeaders({ headers }: ReceivedRequest, recording: Recording): string[] {
  const names = new Set([...Object.keys(headers), ...Object.keys(recording.headers)]);
  return [...names].filter((name) => headers[name] !== recording.headers[name]).sort();
}

test("each recorded command, sent as an event, reaches the receivers of a JSON and a form hook as Fineract sent it", async () => {
  const origin = { tenantId: "default", endpoint: "http://127.0.0.1:8080/fineract-provider/api/" };
  const commands = recordings
    .filter(({ name }) => name.includes("-json-"))
    .map((recording) => ({ recording, event: makeEvent(recording, recordings) }));
  const events = commands.map(({ event: { type } }) => {
    const [entityName, actionName] = type.split(".");
    return { entityName, actionName };
  });
  for (const type of ["json", "form"]) {
    const config = { "Content Type": type, "Payload URL": receiver.url(`/${type}/`) };
    await createTestHook(buildHookInput({ events, config }), undefined, origin);
  }
  const pings = await receiver.waitFor(2);
  const recordedPing = recordings.find(({ name }) => name === "ping") as Recording;
  for (const ping of pings) {
    expect([ping.method, ping.body.toString()]).toEqual([recordedPing.method, recordedPing.body]);
    expect(findDifferentHeaders(ping, recordedPing)).toEqual(Object.keys(differentHeadersOfPing));
  }

  const comparedNames: string[] = [];
  for (const { recording: json, event } of commands) {
    receiver.requests.length = 0;
    await attemptDue(await postEvent(event));
    for (const type of ["json", "form"]) {
      const recording = recordings.find(({ name }) => name === json.name.replace("-json-", `-${type}-`));
      const request = receiver.requests.find(({ url }) => url === `/${type}/`);
      if (!recording || !request) throw new Error(`${json.name} ${type}`);
      expect(request.method, recording.name).toBe(recording.method);
      expect(findDifferentHeaders(request, recording), recording.name).toEqual(Object.keys(differentHeaders));
      const body = request.body.toString();
      if (type === "json") expect(parseRawJson(body), recording.name).toEqual(parseRawJson(recording.body));
      else expect(body.split("&").sort(), recording.name).toEqual(recording.body.split("&").sort());
      comparedNames.push(recording.name);
    }
  }
  expect([...comparedNames, "ping"].sort()).toEqual(recordings.map(({ name }) => name));
});
