import type { ReadableText } from "./readable-text";

/** A body as a page shows it; `readable` is null when it is not text. */
export interface PayloadPreview {
  bytes: number;
  /** Null when the body is masked: a short code could be guessed from it. */
  sha256: string | null;
  readable: ReadableText | null;
  /** It carries a one-time code, which is masked here. */
  masked: boolean;
}
