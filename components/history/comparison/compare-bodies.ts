import { formatBytes } from "@/components/domain/format-number";
import type { PayloadPreview } from "@/components/payload/payload-section";
import { formatJson, indentJson } from "@/components/payload/payload-text";
import { withheldLabel } from "@/lib/customer-data/schema";
import type { Sides, Verdict } from "./compare-values";
import { type DiffPart, diffLines } from "./diff-lines";

export interface BodyComparison {
  verdict: Verdict;
  /** What is the same or different, in one or more sentences. */
  summary: string;
  /** The lines of both texts; empty if there is nothing to show beside the summary. */
  parts: DiffPart[];
}

/**
 * Compares the bodies of two attempts, as far as pages show them: the first 64 KiB, with one-time codes and customer data masked. JSON is compared as
 * indented text, and a form field by field. Null if neither attempt has a body.
 * @param isTruncated whether more bytes of a body were received than are stored
 */
export function compareBodies(
  { other, current }: Sides<PayloadPreview | null>,
  isTruncated = false,
): BodyComparison | null {
  if (!other && !current) return null;
  if (!other || !current) {
    const [withBody, without] = other ? ["the other attempt", "This one"] : ["this attempt", "The other one"];
    const summary = `Only ${withBody} has a stored body. ${without} had none, or it was removed after the retention period.`;
    return { verdict: "unknown", summary, parts: showOne({ other, current }) };
  }
  if (other.limit === "withheld" || current.limit === "withheld") {
    return { verdict: "masked", summary: `${withheldLabel}.`, parts: [] };
  }
  const truncatedNote = isTruncated ? ["Only the stored part of a truncated response is compared."] : [];
  if (other.sha256 !== null && other.sha256 === current.sha256) {
    const summary = [`The same ${formatBytes(current.bytes)}.`, ...truncatedNote].join(" ");
    return { verdict: "same", summary, parts: [] };
  }
  const { verdict, findings, parts } = compareShownTexts({ other, current });
  const sizes = `${formatBytes(other.bytes)} and ${formatBytes(current.bytes)}.`;
  return { verdict, summary: [sizes, ...findings, ...truncatedNote].join(" "), parts };
}

/** Compares bodies whose bytes differ, or may differ because they contain one-time codes. */
function compareShownTexts({
  other,
  current,
}: Sides<PayloadPreview>): Omit<BodyComparison, "summary"> & { findings: string[] } {
  const isMasked = [other, current].some(({ masked, limit }) => masked || limit === "masked");
  const maskedKind = other.limit || current.limit ? "Customer data is" : "One-time codes are";
  const notes = isMasked ? [`${maskedKind} masked and not compared.`] : [];
  if (other.readable === null || current.readable === null) {
    const binaryNote = "Binary data cannot be displayed. Download the bodies to compare them.";
    return {
      verdict: isMasked ? "masked" : "different",
      findings: [binaryNote, ...notes],
      parts: [],
    };
  }
  const isCut = [other, current].some(({ readable, bytes }) => (readable?.shownLength ?? 0) < bytes);
  if (isCut) notes.push("Only the beginning is compared here. Download the bodies to compare the rest.");
  const parts = diffLines(toLines(other.readable.text, isCut), toLines(current.readable.text, isCut));
  if (parts.some(({ kind }) => kind !== "same")) return { verdict: "different", findings: notes, parts };
  if (isMasked) return { verdict: "masked", findings: notes, parts: [] };
  const found = isCut ? "The beginning is the same, the rest differs." : "Only white space differs.";
  return { verdict: "different", findings: [found, ...notes], parts: [] };
}

function showOne({ other, current }: Sides<PayloadPreview | null>): DiffPart[] {
  const text = (other ?? current)?.readable?.text;
  return text ? [{ kind: other ? "left" : "right", lines: toLines(text, false) }] : [];
}

const formPattern = /^[^\s=&]+=[^\s&]*(?:&[^\s=&]+=[^\s&]*)+$/;

/** Splits a text into the lines to compare. Forms have no lines, so each of their fields becomes one. */
function toLines(text: string, isCut: boolean): string[] {
  const pretty = isCut && /^\s*[[{]/.test(text) ? indentJson(text) : formatJson(text);
  if (pretty === null && formPattern.test(text)) return text.split(/(?<=&)/);
  return (pretty ?? text).split("\n");
}
