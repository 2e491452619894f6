import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test, vi } from "vitest";
import { resetEnv } from "../env";
import { sendMail } from "./send-mail";

const replyByCommand: Record<string, string> = { DATA: "354 go on", QUIT: "221 bye", "EHLO ": "250 hello" };

/** A mail server that accepts one message, and what it was sent. */
async function startMailServer() {
  const lines: string[] = [];
  const server = createServer((socket) => {
    let inData = false;
    socket.write("220 mail.example\r\n");
    createInterface({ input: socket }).on("line", (line) => {
      lines.push(line);
      if (inData && line !== ".") return;
      const reply =
        Object.entries(replyByCommand).find(([command]) => line.startsWith(command))?.[1] ?? "250 ok";
      inData = line === "DATA";
      socket.write(`${reply}\r\n`);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return { lines, url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

function setSmtp(url: string) {
  vi.stubEnv("SMTP_URL", url);
  resetEnv();
  onTestFinished(() => {
    vi.unstubAllEnvs();
    resetEnv();
  });
}

const mail = { to: "ada@bank.example", subject: "Webhook paused: Zoë's", text: "First line\nSecond line" };

test("without a mail server nothing is sent", async () => {
  setSmtp("");
  expect(await sendMail(mail)).toBe(false);
});

test("a plain-text e-mail reaches the mail server", async () => {
  const server = await startMailServer();
  setSmtp(server.url);
  expect(await sendMail(mail)).toBe(true);
  expect(server.lines).toContain("RCPT TO:<ada@bank.example>");
  expect(server.lines).toContain("From: Hookledger <hookledger@localhost>");
  expect(server.lines).toEqual(expect.arrayContaining(["First line", "Second line"]));
  expect(server.lines.join("\n")).toContain("Content-Type: text/plain; charset=utf-8");
});
