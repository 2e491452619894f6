#!/usr/bin/env bash
# undici rejects a final response that follows an unrequested "100 Continue", although it accepts 102 and 103 in its place, and node:http
# accepts all three. RFC 9110, section 15.2: a client must be able to parse 1xx responses that it does not expect.
#
# Seen with npm undici 7.30.2 (Node 20.20): 100 then 200: "bad response"; 102 or 103 then 200: 200; node:http: 200 each time.
# Some servlet containers always send the 100, so a webhook sender on undici counts their responses as failures.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
install() { npm install --ignore-scripts --no-audit --no-fund --loglevel=error "$@" >/dev/null; }

install undici@7.30.2
cat >ask.mjs <<'JS'
import http from "node:http";
import net from "node:net";
import { request } from "undici";

const final = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok";
const interim = { 100: "Continue", 102: "Processing", 103: "Early Hints" };
const server = net.createServer((socket) => {
  socket.on("error", () => {});
  socket.once("data", (data) => {
    const code = /GET \/(\d+)/.exec(String(data))[1];
    socket.end(`HTTP/1.1 ${code} ${interim[code]}\r\n\r\n${final}`);
  });
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const url = (code) => `http://127.0.0.1:${server.address().port}/${code}`;
const byUndici = async (code) => {
  try {
    const { statusCode, body } = await request(url(code));
    return `${statusCode} ${await body.text()}`;
  } catch (error) {
    return error.message;
  }
};
const byNode = (code) =>
  new Promise((resolve) => http.get(url(code), (answer) => answer.resume().on("end", () => resolve(answer.statusCode))));
for (const code of [100, 102, 103]) console.log(code, "undici:", await byUndici(code), "node:http:", await byNode(code));
server.close();
JS
seen=$(node ask.mjs)
echo "$seen"
[ "$seen" = "100 undici: bad response node:http: 200
102 undici: 200 ok node:http: 200
103 undici: 200 ok node:http: 200" ]
