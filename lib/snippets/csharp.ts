import {
  formatQuotedList,
  type Language,
  listSignatureHeaderNames,
  previousKeysNote,
  rawBodyNote,
  toleranceSeconds,
} from "./language";

const digestByEncoding = {
  base64: "Convert.ToBase64String(digest)",
  hex: "Convert.ToHexString(digest).ToLowerInvariant()",
  "dashed-hex": "BitConverter.ToString(digest)",
};

const functionStart = `    /// <param name="body">${rawBodyNote[0]?.toUpperCase()}${rawBodyNote.slice(1)}.</param>
    /// <param name="header">Returns the value of a header by name, or null.</param>
    public static bool IsGenuine(byte[] body, Func<string, string?> header)
    {`;

const readVariable = (name: string) =>
  `        var variable = Environment.GetEnvironmentVariable("${name}");
        if (string.IsNullOrEmpty(variable)) throw new InvalidOperationException("Set ${name}.");`;

const signedContentCode = `        var sentAt = header("webhook-timestamp");
        if (!long.TryParse(sentAt, out var seconds)) return false;
        if (Math.Abs(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - seconds) > ${toleranceSeconds}) return false;
        byte[] content = [.. Encoding.UTF8.GetBytes($"{header("webhook-id")}.{sentAt}."), .. body];`;

export const csharp: Language = {
  id: "csharp",
  title: "C#, .NET 8",
  file: "Webhooks.cs",
  body: (format) => `using System.Security.Cryptography;
using System.Text;

public static class Webhooks
{
${functionStart}
${readVariable("WEBHOOK_KEY")}
        var digest = HMACSHA256.HashData(Encoding.UTF8.GetBytes(variable), body);
        var expected = Encoding.UTF8.GetBytes(${format.prefix ? `"${format.prefix}" + ` : ""}${digestByEncoding[format.encoding]});
${format.previousHeader === null ? "" : `        // ${previousKeysNote}\n`}        string[] names = [${formatQuotedList(listSignatureHeaderNames(format))}];
        return names.Any(name =>
            CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(header(name) ?? "")));
    }
}
`,
  standard: () => `using System.Security.Cryptography;
using System.Text;

public static class Webhooks
{
${functionStart}
${readVariable("WEBHOOK_KEY")}
        var key = Convert.FromBase64String(variable["whsec_".Length..]);
${signedContentCode}
        var digest = HMACSHA256.HashData(key, content);
        var expected = Encoding.UTF8.GetBytes("v1," + Convert.ToBase64String(digest));
        // One signature for each active key.
        return (header("webhook-signature") ?? "").Split(' ').Any(candidate =>
            CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(candidate)));
    }
}
`,
  ed25519: (jwksUrl) => `// dotnet add package NSec.Cryptography
// WEBHOOK_PUBLIC_KEY: the "x" of a key at ${jwksUrl}
using System.Text;
using NSec.Cryptography;

public static class Webhooks
{
${functionStart}
${readVariable("WEBHOOK_PUBLIC_KEY")}
        var raw = Convert.FromBase64String(variable.Replace('-', '+').Replace('_', '/') + "=");
        var key = PublicKey.Import(SignatureAlgorithm.Ed25519, raw, KeyBlobFormat.RawPublicKey);
${signedContentCode}
        // One signature for each active key.
        foreach (var candidate in (header("webhook-signature") ?? "").Split(' '))
        {
            if (!candidate.StartsWith("v1a,")) continue;
            var signature = new byte[96];
            if (Convert.TryFromBase64String(candidate["v1a,".Length..], signature, out var length)
                && SignatureAlgorithm.Ed25519.Verify(key, content, signature.AsSpan(0, length))) return true;
        }
        return false;
    }
}
`,
};
