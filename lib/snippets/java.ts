import {
  formatQuotedList,
  type Language,
  listSignatureHeaderNames,
  previousKeysNote,
  rawBodyNote,
  toleranceSeconds,
} from "./language";

const digestByEncoding = {
  base64: "Base64.getEncoder().encodeToString(digest)",
  hex: "HexFormat.of().formatHex(digest)",
  "dashed-hex": 'HexFormat.ofDelimiter("-").withUpperCase().formatHex(digest)',
};

const functionStart = `  /** body: ${rawBodyNote}. header: returns the value of a header by name, or null. */
  public static boolean isGenuine(byte[] body, UnaryOperator<String> header) throws GeneralSecurityException {`;

const signedContentCode = `    String id = Objects.requireNonNullElse(header.apply("webhook-id"), "");
    String sentAt = Objects.requireNonNullElse(header.apply("webhook-timestamp"), "");
    if (!sentAt.matches("\\\\d{1,12}")) return false;
    if (Math.abs(System.currentTimeMillis() / 1000 - Long.parseLong(sentAt)) > ${toleranceSeconds}) return false;
    byte[] start = (id + "." + sentAt + ".").getBytes(UTF_8);
    byte[] content = Arrays.copyOf(start, start.length + body.length);
    System.arraycopy(body, 0, content, start.length, body.length);
    // One signature for each active key.
    String[] candidates = Objects.requireNonNullElse(header.apply("webhook-signature"), "").split(" ");`;

export const java: Language = {
  id: "java",
  title: "Java 17",
  file: "Webhooks.java",
  body: (format) => `import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.${format.encoding === "base64" ? "Base64" : "HexFormat"};
import java.util.List;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

public final class Webhooks {
${functionStart}
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(System.getenv("WEBHOOK_KEY").getBytes(UTF_8), "HmacSHA256"));
    byte[] digest = mac.doFinal(body);
    String expected = ${format.prefix ? `"${format.prefix}" + ` : ""}${digestByEncoding[format.encoding]};
${format.previousHeader === null ? "" : `    // ${previousKeysNote}\n`}    for (String name : List.of(${formatQuotedList(listSignatureHeaderNames(format))})) {
      String given = header.apply(name);
      if (given != null && MessageDigest.isEqual(expected.getBytes(UTF_8), given.getBytes(UTF_8))) return true;
    }
    return false;
  }
}
`,
  standard: () => `import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

public final class Webhooks {
${functionStart}
    byte[] key = Base64.getDecoder().decode(System.getenv("WEBHOOK_KEY").substring("whsec_".length()));
${signedContentCode}
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    byte[] expected = ("v1," + Base64.getEncoder().encodeToString(mac.doFinal(content))).getBytes(UTF_8);
    for (String candidate : candidates) {
      if (MessageDigest.isEqual(expected, candidate.getBytes(UTF_8))) return true;
    }
    return false;
  }
}
`,
  ed25519: (jwksUrl) => `import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** WEBHOOK_PUBLIC_KEY: the "x" of a key at ${jwksUrl} */
public final class Webhooks {
  /** The DER prefix of an Ed25519 public key (RFC 8410). */
  private static final String X509 = "MCowBQYDK2VwAyEA";

${functionStart}
    byte[] encoded = Base64.getUrlDecoder().decode(X509 + System.getenv("WEBHOOK_PUBLIC_KEY"));
    PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
${signedContentCode}
    for (String candidate : candidates) {
      if (!candidate.startsWith("v1a,")) continue;
      Signature signature = Signature.getInstance("Ed25519");
      signature.initVerify(key);
      signature.update(content);
      try {
        if (signature.verify(Base64.getDecoder().decode(candidate.substring("v1a,".length())))) return true;
      } catch (SignatureException | IllegalArgumentException malformed) {
        // Malformed signature: try the next one.
      }
    }
    return false;
  }
}
`,
};
