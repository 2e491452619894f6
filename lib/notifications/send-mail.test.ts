import { expect, test } from "vitest";
import { setSmtp, startMailServer } from "@/testing/mail-server";
import { sendMail } from "./send-mail";

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
