import { notFound } from "next/navigation";

/** The decoded text of a path segment, which Next passes to pages percent-encoded. */
export function decodePathSegment(segment: string): string {
  return tryDecode(segment) ?? notFound();
}

/** For generateMetadata, which gets segments already decoded: a segment that cannot be decoded again is returned as it is. */
export function decodeForTitle(segment: string): string {
  return tryDecode(segment) ?? segment;
}

function tryDecode(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    // The segment is not valid percent-encoding.
    return null;
  }
}
