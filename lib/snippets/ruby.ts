import { headersOf, type Language, quotedList, tolerance, whyMore, whyRaw } from "./language";

const digests = {
  base64: '[OpenSSL::HMAC.digest("SHA256", KEY, body)].pack("m0")',
  hex: 'OpenSSL::HMAC.hexdigest("SHA256", KEY, body)',
  "dashed-hex": 'OpenSSL::HMAC.hexdigest("SHA256", KEY, body).upcase.scan(/../).join("-")',
};

const said = `# body: ${whyRaw}. headers: names in lower case.`;
const required = (name: string) => `raise "Set ${name}." if ENV.fetch("${name}").empty?`;

const standardContent = `  sent_at = headers.fetch("webhook-timestamp", "")
  return false unless sent_at.match?(/\\A\\d+\\z/) && (Time.now.to_i - sent_at.to_i).abs <= ${tolerance}
  content = "#{headers["webhook-id"]}.#{sent_at}.".b + body.b`;

export const ruby: Language = {
  id: "ruby",
  title: "Ruby",
  file: "verify_webhook.rb",
  body: (proof) => `require "openssl"

${required("WEBHOOK_KEY")}
KEY = ENV.fetch("WEBHOOK_KEY")

${said}
def genuine?(body, headers)
  expected = ${proof.prefix ? `"${proof.prefix}" + ` : ""}${digests[proof.encoding]}
${proof.previousHeader === null ? "" : `  # ${whyMore}\n`}  [${quotedList(headersOf(proof).map((name) => name.toLowerCase()))}].any? do |name|
    OpenSSL.secure_compare(expected, headers.fetch(name, ""))
  end
end
`,
  standard: () => `require "openssl"

${required("WEBHOOK_KEY")}
KEY = ENV.fetch("WEBHOOK_KEY").delete_prefix("whsec_").unpack1("m0")

${said}
def genuine?(body, headers)
${standardContent}
  expected = "v1," + [OpenSSL::HMAC.digest("SHA256", KEY, content)].pack("m0")
  # One for each key that counts.
  headers.fetch("webhook-signature", "").split(" ").any? { |one| OpenSSL.secure_compare(expected, one) }
end
`,
  ed25519: (published) => `# WEBHOOK_PUBLIC_KEY: the "x" of a key at ${published}
require "openssl"

${required("WEBHOOK_PUBLIC_KEY")}
# What stands before the key in its X.509 form (RFC 8410), then the key.
KEY = OpenSSL::PKey.read(("MCowBQYDK2VwAyEA" + ENV.fetch("WEBHOOK_PUBLIC_KEY").tr("-_", "+/") + "=").unpack1("m0"))

${said}
def genuine?(body, headers)
${standardContent}
  # One for each key that counts.
  headers.fetch("webhook-signature", "").split(" ").any? do |one|
    scheme, signature = one.split(",", 2)
    scheme == "v1a" && KEY.verify(nil, signature.unpack1("m"), content)
  end
end
`,
};
