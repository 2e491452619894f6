import {
  formatQuotedList,
  type Language,
  listSignatureHeaderNames,
  previousKeysNote,
  rawBodyNote,
  toleranceSeconds,
} from "./language";

const digestByEncoding = {
  base64: "base64.b64encode(digest).decode()",
  hex: "digest.hex()",
  "dashed-hex": 'digest.hex("-").upper()',
};

const docComment = `    """body: ${rawBodyNote}. headers: with lower-case names."""`;

const signedContentCode = `    sent_at = headers.get("webhook-timestamp", "")
    if not sent_at.isdecimal() or abs(time.time() - int(sent_at)) > ${toleranceSeconds}:
        return False
    content = f"{headers.get('webhook-id', '')}.{sent_at}.".encode() + body`;

export const python: Language = {
  id: "python",
  title: "Python",
  file: "verify_webhook.py",
  body: (format) => `${format.encoding === "base64" ? "import base64\n" : ""}import hashlib
import hmac
import os

KEY = os.environ["WEBHOOK_KEY"].encode()
if not KEY:
    raise SystemExit("Set WEBHOOK_KEY.")


def is_genuine(body: bytes, headers) -> bool:
${docComment}
    digest = hmac.new(KEY, body, hashlib.sha256).digest()
    expected = ${format.prefix ? `"${format.prefix}" + ` : ""}${digestByEncoding[format.encoding]}
${format.previousHeader === null ? "" : `    # ${previousKeysNote}\n`}    names = [${formatQuotedList(listSignatureHeaderNames(format).map((name) => name.toLowerCase()))}]
    return any([hmac.compare_digest(expected.encode(), headers.get(name, "").encode()) for name in names])
`,
  standard:
    () => `# Alternatively, use the package "standardwebhooks" or "svix": Webhook(key).verify(body, headers)
import base64
import hashlib
import hmac
import os
import time

KEY = base64.b64decode(os.environ["WEBHOOK_KEY"].removeprefix("whsec_"), validate=True)
if not KEY:
    raise SystemExit("Set WEBHOOK_KEY.")


def is_genuine(body: bytes, headers) -> bool:
${docComment}
${signedContentCode}
    expected = b"v1," + base64.b64encode(hmac.new(KEY, content, hashlib.sha256).digest())
    # One signature for each active key.
    given = headers.get("webhook-signature", "").split(" ")
    return any([hmac.compare_digest(expected, candidate.encode()) for candidate in given])
`,
  ed25519: (jwksUrl) => `# pip install cryptography
# WEBHOOK_PUBLIC_KEY: the "x" of a key at ${jwksUrl}
import base64
import os
import time

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

KEY = Ed25519PublicKey.from_public_bytes(base64.urlsafe_b64decode(os.environ["WEBHOOK_PUBLIC_KEY"] + "="))


def is_genuine(body: bytes, headers) -> bool:
${docComment}
${signedContentCode}
    # One signature for each active key.
    for candidate in headers.get("webhook-signature", "").split(" "):
        scheme, _, signature = candidate.partition(",")
        try:
            if scheme == "v1a":
                KEY.verify(base64.b64decode(signature), content)
                return True
        except (InvalidSignature, ValueError):
            continue
    return False
`,
};
