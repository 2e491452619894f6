// The receiver of the benchmarks, in its own process: answers every request with 200 on many ports, records when each event first
// arrived, and never answers on one more port.
import { once } from "node:events";
import { createServer } from "node:http";

const portCount = 50;
const checkEveryMs = 60_000;

let count = 0;
let lastCount = 0;
let awaitedCount = Number.POSITIVE_INFINITY;
let arrivals = [];

function recordArrival(chunk) {
  const at = chunk.indexOf("SEQ");
  if (at < 0) return;
  // Events of the load generator contain SEQ and eight digits.
  arrivals[Number(chunk.latin1Slice(at + 3, at + 11))] ??= performance.timeOrigin + performance.now();
}

function notifyWhenReached() {
  if (count < awaitedCount) return;
  awaitedCount = Number.POSITIVE_INFINITY;
  process.send({ count });
}

/** Reports an error if no request arrived since the last check. */
function checkProgress() {
  if (count === lastCount && awaitedCount < Number.POSITIVE_INFINITY) {
    process.send({ error: `only ${count} of ${awaitedCount} requests arrived` });
    awaitedCount = Number.POSITIVE_INFINITY;
  }
  lastCount = count;
}

function answer(request, response) {
  request.on("data", recordArrival);
  request.on("end", () => {
    response.end("ok");
    count += 1;
    notifyWhenReached();
  });
}

async function listen(onRequest) {
  const server = createServer({ keepAliveTimeout: 60_000 }, onRequest).listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${server.address().port}/`;
}

process.on("message", (message) => {
  if (message.reset) {
    count = 0;
    arrivals = [];
    process.send({});
  }
  if (message.waitFor !== undefined) {
    awaitedCount = message.waitFor;
    lastCount = -1;
    notifyWhenReached();
  }
  if (message.list) process.send({ count, arrivals });
});
process.on("disconnect", () => process.exit(0));
setInterval(checkProgress, checkEveryMs);
const urls = await Promise.all(Array.from({ length: portCount }, () => listen(answer)));
const hangingUrl = await listen((request) => request.resume());
process.send({ urls, hangingUrl });
