import { type Language, listSignatureHeaderNames, previousKeysNote, toleranceSeconds } from "./language";

const digestByEncoding = {
  base64: "openssl base64 -A",
  hex: "od -An -v -tx1 | tr -d ' \\n'",
  "dashed-hex": "od -An -v -tx1 | tr -d '\\n' | sed 's/^ //; s/ /-/g' | tr a-f A-F",
};

const scriptStart = `#!/bin/sh
# For manual tests: sh verify-webhook.sh BODY_FILE HEADERS_FILE, with one header per line ("Name: value").
# The key is visible in this machine's process list while the script runs.
set -eu
body=$1 headers=$2
header() { tr -d '\\r' < "$headers" | grep -i "^$1:" | head -n 1 | sed 's/^[^:]*: *//'; }
# Comparing hashes leaks no timing information about the values.
same() { [ "$(printf %s "$1" | openssl dgst -sha256)" = "$(printf %s "$2" | openssl dgst -sha256)" ]; }
`;

const signedContentCode = `sent_at=$(header webhook-timestamp)
case $sent_at in '' | *[!0-9]*) echo forged; exit 1 ;; esac
age=$(($(date +%s) - sent_at))
if [ "\${age#-}" -gt ${toleranceSeconds} ]; then echo forged; exit 1; fi
content() { printf '%s.%s.' "$(header webhook-id)" "$sent_at"; cat "$body"; }`;

const scriptEnd = "echo forged\nexit 1\n";

export const shell: Language = {
  id: "shell",
  title: "Shell, openssl",
  file: "verify-webhook.sh",
  body: (format) => `${scriptStart}
: "\${WEBHOOK_KEY:?Set WEBHOOK_KEY.}"
expected=${format.prefix}$(openssl dgst -sha256 -hmac "$WEBHOOK_KEY" -binary < "$body" | ${digestByEncoding[format.encoding]})
${format.previousHeader === null ? "" : `# ${previousKeysNote}\n`}for name in ${listSignatureHeaderNames(format).join(" ")}; do
  if same "$expected" "$(header "$name")"; then echo genuine; exit 0; fi
done
${scriptEnd}`,
  standard: () => `${scriptStart}
: "\${WEBHOOK_KEY:?Set WEBHOOK_KEY.}"
${signedContentCode}
key=$(printf %s "\${WEBHOOK_KEY#whsec_}" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \\n')
expected=v1,$(content | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | openssl base64 -A)
# One signature for each active key.
for candidate in $(header webhook-signature); do
  if same "$expected" "$candidate"; then echo genuine; exit 0; fi
done
${scriptEnd}`,
  ed25519: (jwksUrl) => `${scriptStart}
# WEBHOOK_PUBLIC_KEY: the "x" of a key at ${jwksUrl}
: "\${WEBHOOK_PUBLIC_KEY:?Set WEBHOOK_PUBLIC_KEY.}"
${signedContentCode}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
content > "$work/content"
# The DER prefix of an Ed25519 public key (RFC 8410), followed by the key.
x=$(printf %s "$WEBHOOK_PUBLIC_KEY" | tr -- '-_' '+/')
printf -- '-----BEGIN PUBLIC KEY-----\\nMCowBQYDK2VwAyEA%s=\\n-----END PUBLIC KEY-----\\n' "$x" > "$work/key.pem"
# One signature for each active key.
for candidate in $(header webhook-signature); do
  case $candidate in v1a,*) ;; *) continue ;; esac
  printf %s "\${candidate#v1a,}" | openssl base64 -d -A > "$work/signature"
  if openssl pkeyutl -verify -pubin -inkey "$work/key.pem" -rawin -in "$work/content" \\
    -sigfile "$work/signature" > /dev/null 2>&1; then
    echo genuine
    exit 0
  fi
done
${scriptEnd}`,
};
