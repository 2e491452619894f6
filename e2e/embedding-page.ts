import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { System } from "./system";

/** A server of the lender's own, at another origin, with the example page of docs/. */
export interface EmbeddingPage {
  /** The URL of the page with this token, at an origin that may frame /embed (see system-settings.ts). */
  url(token: string): string;
  /** The same page at an origin that may not. */
  urlElsewhere(token: string): string;
  close(): Promise<void>;
}

export async function serveEmbeddingPage(system: System): Promise<EmbeddingPage> {
  const html = readFileSync(join(import.meta.dirname, "../docs/embedding.html"), "utf8");
  const server = createServer((request, response) => {
    const token = new URL(request.url ?? "/", "http://localhost").searchParams.get("token") ?? "";
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" });
    response.end(
      html.replaceAll("https://hookledger.bank.example", system.url).replaceAll("hlp_TOKEN", token),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: (token) => `http://localhost:${port}/?token=${token}`,
    urlElsewhere: (token) => `http://127.0.0.1:${port}/?token=${token}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
