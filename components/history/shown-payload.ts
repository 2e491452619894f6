import type { ReadableText } from "./readable-text";

/** A body as a page shows it; `readable` is null when it is not text. */
export interface ShownPayload {
  bytes: number;
  sha256: string;
  readable: ReadableText | null;
}
