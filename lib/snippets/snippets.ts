import type { SignatureFormat } from "../dialects/dialect";
import { csharp } from "./csharp";
import { go } from "./go";
import { java } from "./java";
import type { Language } from "./language";
import { node } from "./node";
import { php } from "./php";
import { python } from "./python";
import { ruby } from "./ruby";
import { shell } from "./shell";

export interface Snippet {
  id: string;
  title: string;
  file: string;
  code: string;
}

const languages: readonly Language[] = [node, python, java, csharp, go, php, ruby, shell];

/**
 * Generates code that verifies webhooks with this signature format, in every language. The code contains no key: the receiver reads the
 * key from its environment.
 * @param jwksUrl the URL of the webhook's public keys, for ed25519
 */
export function generateSnippets(format: SignatureFormat, jwksUrl: string): Snippet[] {
  return languages.map((language) => {
    const { id, title, file } = language;
    return { id, title, file, code: generateCode(language, format, jwksUrl) };
  });
}

function generateCode(language: Language, format: SignatureFormat, jwksUrl: string): string {
  if (format.kind === "body") return language.body(format);
  return format.scheme === "hmac" ? language.standard() : language.ed25519(jwksUrl);
}
