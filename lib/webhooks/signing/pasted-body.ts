import { jsonBody } from "../../dialects/json-body";
import { parseJson } from "../../json/parse-json";
import { writeJson } from "../../json/write-json";

/** One way to read a body that somebody pasted. */
export interface PastedBody {
  bytes: Buffer;
  /** How it differs from what was pasted, and what that tells; undefined: it does not. */
  differs?: string;
}

const raw = "Verify over the raw bytes as they came.";

/** What the receiver may have had, going by what was pasted: that itself first, then what often happens to it. */
export function pastedBodies(text: string): PastedBody[] {
  const bare = text.replace(/^\s+|\s+$/g, "");
  const all: PastedBody[] = [{ bytes: Buffer.from(text) }];
  const add = (variant: string | undefined, differs: string) => {
    if (variant === undefined) return;
    const bytes = Buffer.from(variant);
    if (!all.some((one) => one.bytes.equals(bytes))) all.push({ bytes, differs });
  };
  add(bare, `The body has white space before or after it that was not sent, often a line break. ${raw}`);
  add(`${bare}\n`, `The body that was sent ends with a line break, which is missing here. ${raw}`);
  add(text.replaceAll("\n", "\r\n"), `The line breaks were sent as CR LF, here they are LF. ${raw}`);
  const written = compact(bare);
  const anew = `${raw} Do not parse and write it again first.`;
  add(written, `The body was formatted anew: what was sent has no white space between its parts. ${anew}`);
  add(
    written && jsonBody(written, "ascii").body.toString(),
    `The body was written anew: what was sent has JSON escapes for the characters beyond ASCII. ${anew}`,
  );
  return all;
}

function compact(text: string): string | undefined {
  try {
    return writeJson(parseJson(text));
  } catch {
    return undefined;
  }
}
