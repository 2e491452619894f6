#!/usr/bin/env bash
# LiquidJS: with timezoneOffset 0 and preserveTimezones, a time within a few hours of a clock change in the server's own zone
# is printed an hour off, and a date without a time can become the previous day.
#
# Seen with npm liquidjs 10.30.1 (Node 20.20):
#   TZ=America/New_York: "2026-03-08T02:30:00Z" prints 03:30, "2026-03-08" prints day 07.
#   TZ=UTC: the same templates print 02:30 and 08.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
install() { npm install --ignore-scripts --no-audit --no-fund --loglevel=error "$@" >/dev/null; }

install liquidjs@10.30.1
cat >render.cjs <<'JS'
const { Liquid } = require("liquidjs");
const engine = new Liquid({ timezoneOffset: 0, preserveTimezones: true });
const render = (template) => engine.parseAndRenderSync(template);
console.log(render('{{ "2026-03-08T02:30:00Z" | date: "%H:%M" }}'), render('{{ "2026-03-08" | date: "%d" }}'));
JS
york=$(TZ=America/New_York node render.cjs)
utc=$(TZ=UTC node render.cjs)
echo "New York: $york, UTC: $utc"
[ "$york" = "03:30 07" ] && [ "$utc" = "02:30 08" ]
