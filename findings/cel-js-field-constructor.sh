#!/usr/bin/env bash
# cel-js: a field named "constructor" (the builder on a construction loan) makes all other fields of its object unreadable, and
# a map literal silently drops it.
#
# Seen with npm @marcbachmann/cel-js 8.0.0 (Node 20.20):
#   loan.amount > 5 is true for {"amount": 10}, and an error for {"amount": 10, "constructor": "Bob"}.
#   size({"constructor": 1}) is 0.
# An object that is passed as a Map has neither problem.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
install() { npm install --ignore-scripts --no-audit --no-fund --loglevel=error "$@" >/dev/null; }

install @marcbachmann/cel-js@8.0.0
cat >evaluate.mjs <<'JS'
import { evaluate } from "@marcbachmann/cel-js";
const run = (expression, context) => {
  try {
    return String(evaluate(expression, context));
  } catch {
    return "error";
  }
};
const loan = { amount: 10, constructor: "Bob" };
console.log(
  run("loan.amount > 5", { loan: { amount: 10 } }),
  run("loan.amount > 5", { loan }),
  run("loan.amount > 5", { loan: new Map(Object.entries(loan)) }),
  run('size({"constructor": 1})', {}),
);
JS
seen=$(node evaluate.mjs)
echo "$seen"
[ "$seen" = "true error true 0" ]
