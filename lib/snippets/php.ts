import {
  formatQuotedList,
  type Language,
  listSignatureHeaderNames,
  previousKeysNote,
  rawBodyNote,
  toleranceSeconds,
} from "./language";

const digestByEncoding = {
  base64: "base64_encode(hash_hmac('sha256', $body, $key, true))",
  hex: "hash_hmac('sha256', $body, $key)",
  "dashed-hex": "implode('-', str_split(strtoupper(hash_hmac('sha256', $body, $key)), 2))",
};

const functionStart = `// $body: ${rawBodyNote}, such as file_get_contents('php://input').
// $headers: with lower-case names: array_change_key_case(getallheaders()).
function is_genuine(string $body, array $headers): bool
{`;

const signedContentCode = `    $sentAt = $headers['webhook-timestamp'] ?? '';
    if (!ctype_digit($sentAt) || abs(time() - (int) $sentAt) > ${toleranceSeconds}) {
        return false;
    }
    $content = ($headers['webhook-id'] ?? '') . ".$sentAt.$body";
    // One signature for each active key.
    $candidates = explode(' ', $headers['webhook-signature'] ?? '');`;

export const php: Language = {
  id: "php",
  title: "PHP 8",
  file: "verify_webhook.php",
  body: (format) => `<?php
${functionStart}
    $key = getenv('WEBHOOK_KEY') ?: throw new RuntimeException('Set WEBHOOK_KEY.');
    $expected = ${format.prefix ? `'${format.prefix}' . ` : ""}${digestByEncoding[format.encoding]};
${format.previousHeader === null ? "" : `    // ${previousKeysNote}\n`}    foreach ([${formatQuotedList(
    listSignatureHeaderNames(format).map((name) => name.toLowerCase()),
    "'",
  )}] as $name) {
        if (hash_equals($expected, $headers[$name] ?? '')) {
            return true;
        }
    }
    return false;
}
`,
  standard: () => `<?php
${functionStart}
    $variable = getenv('WEBHOOK_KEY') ?: throw new RuntimeException('Set WEBHOOK_KEY.');
    $key = base64_decode(substr($variable, strlen('whsec_')), true)
        ?: throw new RuntimeException('WEBHOOK_KEY must be whsec_ followed by base64.');
${signedContentCode}
    $expected = 'v1,' . base64_encode(hash_hmac('sha256', $content, $key, true));
    foreach ($candidates as $candidate) {
        if (hash_equals($expected, $candidate)) {
            return true;
        }
    }
    return false;
}
`,
  ed25519: (jwksUrl) => `<?php
// WEBHOOK_PUBLIC_KEY: the "x" of a key at ${jwksUrl}
${functionStart}
    $x = getenv('WEBHOOK_PUBLIC_KEY') ?: throw new RuntimeException('Set WEBHOOK_PUBLIC_KEY.');
    $key = sodium_base642bin($x, SODIUM_BASE64_VARIANT_URLSAFE_NO_PADDING);
${signedContentCode}
    foreach ($candidates as $candidate) {
        $signature = str_starts_with($candidate, 'v1a,') ? base64_decode(substr($candidate, 4), true) : false;
        if (
            $signature !== false
            && strlen($signature) === SODIUM_CRYPTO_SIGN_BYTES
            && sodium_crypto_sign_verify_detached($signature, $content, $key)
        ) {
            return true;
        }
    }
    return false;
}
`,
};
