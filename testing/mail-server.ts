import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { createInterface } from "node:readline";
import { onTestFinished, vi } from "vitest";
import { resetEnv } from "@/lib/env";

const replyByCommand: Record<string, string> = { DATA: "354 go on", QUIT: "221 bye", "EHLO ": "250 hello" };

/**
 * Starts a mail server that accepts messages until the end of the test. `lines` are the lines that clients sent to it.
 * @param rejectedAddress the address of a recipient that the server rejects
 */
export async function startMailServer(rejectedAddress?: string) {
  const lines: string[] = [];
  const server = createServer((socket) => {
    let inData = false;
    socket.write("220 mail.example\r\n");
    createInterface({ input: socket }).on("line", (line) => {
      lines.push(line);
      if (inData && line !== ".") return;
      const isRejected = rejectedAddress !== undefined && line === `RCPT TO:<${rejectedAddress}>`;
      const usualReply =
        Object.entries(replyByCommand).find(([command]) => line.startsWith(command))?.[1] ?? "250 ok";
      const reply = isRejected ? "550 no such mailbox" : usualReply;
      inData = line === "DATA";
      socket.write(`${reply}\r\n`);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return { lines, url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** Makes Hookledger send mail through this server until the end of the test, or no mail if the URL is empty. */
export function setSmtp(url: string) {
  vi.stubEnv("SMTP_URL", url);
  resetEnv();
  onTestFinished(() => {
    vi.unstubAllEnvs();
    resetEnv();
  });
}
