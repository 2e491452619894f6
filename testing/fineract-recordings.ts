import { readdirSync, readFileSync } from "node:fs";
import { parseJson } from "@/lib/json/parse-json";

/** A recorded request: of a running Apache Fineract (commit 4198b0b) or, for the ping, of Hookledger. */
export interface Recording {
  /** "loan-approve-form-done": entity, action, content type, and whether the command succeeded ("done") or failed. */
  name: string;
  method: string;
  /** Header names are in lower case. */
  headers: Record<string, string>;
  body: string;
}

const folder = new URL("../lib/dialects/fineract/recorded/", import.meta.url);

/** Reads every recording: the hooks' requests, and the ping of a new hook. */
export function readRecordings(): Recording[] {
  return readdirSync(folder)
    .sort()
    .map((file) => parseRecording(file.replace(".http", ""), readFileSync(new URL(file, folder), "utf8")));
}

function parseRecording(name: string, text: string): Recording {
  const [head = "", body = ""] = text.split("\r\n\r\n");
  const [requestLine = "", ...headerLines] = head.split("\r\n");
  const headers = headerLines.map((line): [string, string] => {
    const [header = "", value = ""] = line.split(/: (.*)/);
    return [header.toLowerCase(), value];
  });
  return { name, method: requestLine.split(" ")[0] ?? "", headers: Object.fromEntries(headers), body };
}

/**
 * Makes the event of a recorded command, as a lender's system would send it: the data has the values that Fineract has. A form does not
 * show the types of its values, so they come from the recording of the same command as JSON.
 */
export function makeEvent({ name }: Recording, recordings: readonly Recording[]) {
  const json = recordings.find((other) => other.name === name.replace("-form-", "-json-"));
  const { entityName, actionName, ...data } = parseJson(json?.body ?? "") as Record<string, unknown>;
  return { type: `${entityName}.${actionName}`, entityId: "1", data };
}

/** Parses JSON to an object whose names and values are the characters of the JSON text, so that `1`, `1.0` and `"1"` differ. */
export function parseRawJson(json: string): unknown {
  const tokenPattern = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null/g;
  return JSON.parse(json.replace(tokenPattern, (token) => JSON.stringify(token)));
}
