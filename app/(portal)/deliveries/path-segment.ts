import { notFound } from "next/navigation";

/** The text of a part of the path, which Next hands to pages percent-encoded. */
export function decodePathSegment(segment: string): string {
  return decoded(segment) ?? notFound();
}

/** The same for a title: generateMetadata is handed the decoded text, so what cannot be decoded is the text itself. */
export function decodeTitleSegment(segment: string): string {
  return decoded(segment) ?? segment;
}

function decoded(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    // "%" without two digits after it.
    return null;
  }
}
