#!/usr/bin/env bash
# Standard Webhooks: verify() does not always return the value that was signed, and the libraries differ.
#
# Seen with npm standardwebhooks 1.1.1 (Node 20.20) and PyPI standardwebhooks 1.1.0 (Python 3.11):
# one signed body, {"amount":9007199254740993,"rate":0.10}, verified by both.
#   JavaScript returns amount 9007199254740992, Python returns 9007199254740993.
# Both accept the signature. A receiver in Node that needs the amount as signed has to parse the raw body itself, with a parser
# that keeps digits, and call verify(..., { jsonParse: false }).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --ignore-scripts --no-audit --no-fund --loglevel=error standardwebhooks@1.1.1 >/dev/null
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check standardwebhooks==1.1.0

cat >verify.cjs <<'JS'
const { Webhook } = require("standardwebhooks");
const webhook = new Webhook("whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
const body = '{"amount":9007199254740993,"rate":0.10}';
const now = new Date();
const headers = {
  "webhook-id": "msg_1",
  "webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
  "webhook-signature": webhook.sign("msg_1", now, body),
};
console.log(JSON.stringify(headers));
console.log(webhook.verify(body, headers).amount);
JS
cat >verify.py <<'PY'
import json, sys
from standardwebhooks import Webhook

headers = json.loads(sys.argv[1])
webhook = Webhook("whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=")
print(webhook.verify('{"amount":9007199254740993,"rate":0.10}', headers)["amount"])
PY
node verify.cjs >seen
javascript=$(tail -n 1 seen)
python=$(venv/bin/python verify.py "$(head -n 1 seen)")
echo "JavaScript: $javascript, Python: $python"
[ "$javascript" = 9007199254740992 ] && [ "$python" = 9007199254740993 ]
