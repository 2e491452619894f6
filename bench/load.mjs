// The load generator, in its own process: posts single events of 1 KB over keep-alive connections, one request at a time on each.
// It uses plain sockets, so that it needs little of the CPU that it shares with the measured system.
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

const now = () => performance.timeOrigin + performance.now();
const note = "lorem ipsum dolor sit amet consectetur ".repeat(30).slice(0, 900);

/** Returns `text` if it is a complete HTTP response, and undefined if it is incomplete. */
function findResponse(text) {
  const headEnd = text.indexOf("\r\n\r\n") + 4;
  if (headEnd < 4) return undefined;
  const length = /\r\ncontent-length: (\d+)/i.exec(text)?.[1];
  const isComplete = length ? text.length >= headEnd + Number(length) : text.endsWith("0\r\n\r\n");
  return isComplete ? text : undefined;
}

async function openConnection({ hostname, port }) {
  const socket = connect({ host: hostname, port: Number(port), noDelay: true }).setEncoding("latin1");
  await once(socket, "connect");
  let text = "";
  let pendingRequest;
  socket.on("data", (chunk) => {
    text += chunk;
    const response = findResponse(text);
    if (!response) return;
    text = "";
    pendingRequest.resolve(response);
  });
  socket.setTimeout(60_000, () => socket.destroy());
  for (const event of ["error", "close"])
    socket.on(event, () => pendingRequest?.reject(new Error("a request got no response")));
  const request = (head, body) =>
    new Promise((resolve, reject) => {
      pendingRequest = { resolve, reject };
      socket.write(`${head}Content-Length: ${body.length}\r\n\r\n${body}`);
    });
  return { request, close: () => socket.destroy() };
}

function makeEventBody(types, entities, sequence) {
  const data = { ref: `SEQ${String(sequence).padStart(8, "0")}`, amount: (sequence % 1_000) + 0.25, note };
  return JSON.stringify({ type: types[sequence % types.length], entityId: `L-${sequence % entities}`, data });
}

/** Returns a function that builds the first lines of a request, and the status that its response must have. */
function prepareHead({ url, apiKey, source }) {
  const build = (path, header) =>
    `POST ${path} HTTP/1.1\r\nHost: ${new URL(url).host}\r\n${header}\r\nContent-Type: application/json\r\n`;
  if (!source) {
    const head = build("/api/v1/events", `Authorization: Bearer ${apiKey}`);
    return { headFor: () => head, status: 202 };
  }
  const headFor = (body) =>
    build(source.path, `X-Signature: ${createHmac("sha256", source.key).update(body).digest("hex")}`);
  return { headFor, status: 200 };
}

/**
 * Posts `count` events to the API or to a source, `perSecond` or as fast as possible. Returns the start time, and the times of acceptance in
 * order.
 */
async function run({ url, apiKey, types, entities = 5_000, count, connections, perSecond, source }) {
  const target = new URL(url);
  const { headFor, status } = prepareHead({ url, apiKey, source });
  const openConnections = await Promise.all(
    Array.from({ length: connections }, () => openConnection(target)),
  );
  const acceptedTimes = new Array(count);
  const startedAt = now();
  let next = 0;
  await Promise.all(
    openConnections.map(async ({ request }) => {
      while (next < count) {
        const sequence = next;
        next += 1;
        if (perSecond) await delay(Math.max(0, startedAt + (sequence * 1_000) / perSecond - now()));
        const body = makeEventBody(types, entities, sequence);
        const response = await request(headFor(body), body);
        acceptedTimes[sequence] = now();
        if (!response.startsWith(`HTTP/1.1 ${status}`)) throw new Error(response);
      }
    }),
  );
  for (const { close } of openConnections) close();
  return { startedAt, acceptedTimes };
}

process.on("message", (message) => {
  run(message).then(
    (result) => process.send(result),
    (error) => process.send({ error: error.message }),
  );
});
process.on("disconnect", () => process.exit(0));
process.send({});
