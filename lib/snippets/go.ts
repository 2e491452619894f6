import {
  formatQuotedList,
  type Language,
  listSignatureHeaderNames,
  previousKeysNote,
  rawBodyNote,
  toleranceSeconds,
} from "./language";

const digestByEncoding = {
  base64: "base64.StdEncoding.EncodeToString(mac.Sum(nil))",
  hex: "hex.EncodeToString(mac.Sum(nil))",
  "dashed-hex": 'strings.ToUpper(strings.ReplaceAll(fmt.Sprintf("% x", mac.Sum(nil)), " ", "-"))',
};
const importsByEncoding = {
  base64: ["encoding/base64"],
  hex: ["encoding/hex"],
  "dashed-hex": ["fmt", "strings"],
};

const buildFileStart = (names: string[]) =>
  `package webhooks\n\nimport (\n${names
    .sort()
    .map((name) => `\t"${name}"\n`)
    .join("")})\n`;

const functionStart = `// IsGenuine takes ${rawBodyNote}.
func IsGenuine(body []byte, headers http.Header) bool {`;

const signedContentCode = `	sentAt := headers.Get("webhook-timestamp")
	seconds, err := strconv.ParseInt(sentAt, 10, 64)
	if err != nil || time.Since(time.Unix(seconds, 0)).Abs() > ${toleranceSeconds}*time.Second {
		return false
	}
	content := append([]byte(headers.Get("webhook-id")+"."+sentAt+"."), body...)`;

export const go: Language = {
  id: "go",
  title: "Go",
  file: "webhooks.go",
  body: (
    format,
  ) => `${buildFileStart(["crypto/hmac", "crypto/sha256", "net/http", "os", ...importsByEncoding[format.encoding]])}
${functionStart}
	key := os.Getenv("WEBHOOK_KEY")
	if key == "" {
		panic("Set WEBHOOK_KEY.")
	}
	mac := hmac.New(sha256.New, []byte(key))
	mac.Write(body)
	expected := ${format.prefix ? `"${format.prefix}" + ` : ""}${digestByEncoding[format.encoding]}
${format.previousHeader === null ? "" : `	// ${previousKeysNote}\n`}	for _, name := range []string{${formatQuotedList(listSignatureHeaderNames(format))}} {
		if hmac.Equal([]byte(expected), []byte(headers.Get(name))) {
			return true
		}
	}
	return false
}
`,
  standard:
    () => `${buildFileStart(["crypto/hmac", "crypto/sha256", "encoding/base64", "net/http", "os", "strconv", "strings", "time"])}
${functionStart}
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(os.Getenv("WEBHOOK_KEY"), "whsec_"))
	if err != nil || len(key) == 0 {
		panic("Set WEBHOOK_KEY to the key that starts with whsec_.")
	}
${signedContentCode}
	mac := hmac.New(sha256.New, key)
	mac.Write(content)
	expected := "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
	// One signature for each active key.
	for _, candidate := range strings.Split(headers.Get("webhook-signature"), " ") {
		if hmac.Equal([]byte(expected), []byte(candidate)) {
			return true
		}
	}
	return false
}
`,
  ed25519: (jwksUrl) => `// WEBHOOK_PUBLIC_KEY: the "x" of a key at ${jwksUrl}
${buildFileStart(["crypto/ed25519", "encoding/base64", "net/http", "os", "strconv", "strings", "time"])}
${functionStart}
	key, err := base64.RawURLEncoding.DecodeString(os.Getenv("WEBHOOK_PUBLIC_KEY"))
	if err != nil || len(key) != ed25519.PublicKeySize {
		panic("Set WEBHOOK_PUBLIC_KEY.")
	}
${signedContentCode}
	// One signature for each active key.
	for _, candidate := range strings.Split(headers.Get("webhook-signature"), " ") {
		text, found := strings.CutPrefix(candidate, "v1a,")
		signature, err := base64.StdEncoding.DecodeString(text)
		if found && err == nil && ed25519.Verify(key, content, signature) {
			return true
		}
	}
	return false
}
`,
};
