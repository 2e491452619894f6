// The receiver of the benchmarks, in its own process: answers every request with 200 and reports its count on request.
import { createServer } from "node:http";

let count = 0;
const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  request.resume();
  request.on("end", () => {
    count += 1;
    response.end("ok");
  });
});
server.listen(0, "127.0.0.1", () => process.send({ port: server.address().port }));
process.on("message", () => process.send({ count }));
process.on("disconnect", () => process.exit(0));
