import {
  formatQuotedList,
  type Language,
  listSignatureHeaderNames,
  previousKeysNote,
  rawBodyNote,
  toleranceSeconds,
} from "./language";

const digestByEncoding = {
  base64: '[OpenSSL::HMAC.digest("SHA256", KEY, body)].pack("m0")',
  hex: 'OpenSSL::HMAC.hexdigest("SHA256", KEY, body)',
  "dashed-hex": 'OpenSSL::HMAC.hexdigest("SHA256", KEY, body).upcase.scan(/../).join("-")',
};

const docComment = `# body: ${rawBodyNote}. headers: with lower-case names.`;
const requireVariable = (name: string) => `raise "Set ${name}." if ENV.fetch("${name}").empty?`;

const signedContentCode = `  sent_at = headers.fetch("webhook-timestamp", "")
  return false unless sent_at.match?(/\\A\\d+\\z/) && (Time.now.to_i - sent_at.to_i).abs <= ${toleranceSeconds}
  content = "#{headers["webhook-id"]}.#{sent_at}.".b + body.b`;

export const ruby: Language = {
  id: "ruby",
  title: "Ruby",
  file: "verify_webhook.rb",
  body: (format) => `require "openssl"

${requireVariable("WEBHOOK_KEY")}
KEY = ENV.fetch("WEBHOOK_KEY")

${docComment}
def genuine?(body, headers)
  expected = ${format.prefix ? `"${format.prefix}" + ` : ""}${digestByEncoding[format.encoding]}
${format.previousHeader === null ? "" : `  # ${previousKeysNote}\n`}  [${formatQuotedList(listSignatureHeaderNames(format).map((name) => name.toLowerCase()))}].any? do |name|
    OpenSSL.secure_compare(expected, headers.fetch(name, ""))
  end
end
`,
  standard: () => `require "openssl"

${requireVariable("WEBHOOK_KEY")}
KEY = ENV.fetch("WEBHOOK_KEY").delete_prefix("whsec_").unpack1("m0")

${docComment}
def genuine?(body, headers)
${signedContentCode}
  expected = "v1," + [OpenSSL::HMAC.digest("SHA256", KEY, content)].pack("m0")
  # One signature for each active key.
  headers.fetch("webhook-signature", "").split(" ").any? { |candidate| OpenSSL.secure_compare(expected, candidate) }
end
`,
  ed25519: (jwksUrl) => `# WEBHOOK_PUBLIC_KEY: the "x" of a key at ${jwksUrl}
require "openssl"

${requireVariable("WEBHOOK_PUBLIC_KEY")}
# The DER prefix of an Ed25519 public key (RFC 8410), followed by the key.
KEY = OpenSSL::PKey.read(("MCowBQYDK2VwAyEA" + ENV.fetch("WEBHOOK_PUBLIC_KEY").tr("-_", "+/") + "=").unpack1("m0"))

${docComment}
def genuine?(body, headers)
${signedContentCode}
  # One signature for each active key.
  headers.fetch("webhook-signature", "").split(" ").any? do |candidate|
    scheme, signature = candidate.split(",", 2)
    scheme == "v1a" && KEY.verify(nil, signature.unpack1("m"), content)
  end
end
`,
};
