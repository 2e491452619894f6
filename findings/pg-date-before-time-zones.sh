#!/usr/bin/env bash
# node-postgres writes a Date as local time with an offset in whole minutes. Before time zones were standardized, offsets had
# seconds, so a date from that time is stored up to a minute off.
#
# Seen with npm pg 8.23.1 (Node 20.20) and TZ=America/New_York, whose offset was -4:56:02 until 1883:
#   1850-06-01T12:00:00.000Z is sent as 1850-06-01T07:03:58.000-04:56, which is 11:59:58 in UTC.
# Affected are old birth dates and the placeholder dates of core banking systems. Sending toISOString() as text is exact.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
install() { npm install --ignore-scripts --no-audit --no-fund --loglevel=error "$@" >/dev/null; }

install pg@8.23.1
cat >date.cjs <<'JS'
const { prepareValue } = require("pg/lib/utils");
const sent = prepareValue(new Date("1850-06-01T12:00:00.000Z"));
console.log(sent, "is", new Date(sent).toISOString());
JS
seen=$(TZ=America/New_York node date.cjs)
echo "$seen"
[ "$seen" = "1850-06-01T07:03:58.000-04:56 is 1850-06-01T11:59:58.000Z" ]
