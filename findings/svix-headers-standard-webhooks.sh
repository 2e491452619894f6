#!/usr/bin/env bash
# svix and standardwebhooks: the reference library of Standard Webhooks cannot verify what Svix sends by default. The signed text, the key
# and the signature are the same, but Svix names the headers svix-id, svix-timestamp and svix-signature, and only its own library looks for
# both names. A receiver that took the standard's library because its sender "follows Standard Webhooks" rejects every message.
#
# Seen with npm svix 1.99.1 and standardwebhooks 1.1.1 (Node 20.20), for one message signed once:
#   headers svix-*:    svix verifies, standardwebhooks says that required headers are missing.
#   headers webhook-*: both verify.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
install() { npm install --ignore-scripts --no-audit --no-fund --loglevel=error "$@" >/dev/null; }

install svix@1.99.1 standardwebhooks@1.1.1
cat >verify.mjs <<'JS'
import { Webhook as Standard } from "standardwebhooks";
import { Webhook as Svix } from "svix";
const key = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const body = JSON.stringify({ type: "loan.paid", data: { loanId: "L-102" } });
const now = new Date();
const signature = new Svix(key).sign("msg_1", now, body);
const verify = (Library, prefix) => {
  const headers = {
    [`${prefix}-id`]: "msg_1",
    [`${prefix}-timestamp`]: String(Math.floor(now.getTime() / 1000)),
    [`${prefix}-signature`]: signature,
  };
  try {
    new Library(key).verify(body, headers);
    return "verified";
  } catch (error) {
    return error.message;
  }
};
for (const prefix of ["svix", "webhook"])
  console.log(`${prefix}-*: svix ${verify(Svix, prefix)}, standardwebhooks ${verify(Standard, prefix)}`);
JS
seen=$(node verify.mjs)
echo "$seen"
[ "$seen" = "svix-*: svix verified, standardwebhooks Missing required headers
webhook-*: svix verified, standardwebhooks verified" ]
