#!/usr/bin/env bash
# LiquidJS: null <= 0 is true. In Ruby Liquid (5.4.0) no value is less or greater than nil, so the same template
# prints OPEN there.
#
# Seen with npm liquidjs 10.30.1 (Node 20.20): the template below prints PAID for a balance of null, but OPEN
# for a missing one.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
install() { npm install --ignore-scripts --no-audit --no-fund --loglevel=error "$@" >/dev/null; }

install liquidjs@10.30.1
cat >render.cjs <<'JS'
const { Liquid } = require("liquidjs");
const template = "{% if balance <= 0 %}PAID{% else %}OPEN{% endif %}";
const render = (data) => new Liquid().parseAndRenderSync(template, data);
console.log(render({ balance: null }), render({}), render({ balance: 5 }));
JS
seen=$(node render.cjs)
echo "$seen"
[ "$seen" = "PAID OPEN OPEN" ]
