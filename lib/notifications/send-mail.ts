import { createTransport, type Transporter } from "nodemailer";
import { env } from "../env";

let cachedTransport: { url: string; transport: Transporter } | undefined;

/**
 * Sends a plain-text e-mail through SMTP_URL. Throws if the mail server cannot be reached or rejects the message, so that the
 * caller retries.
 * @returns false when no mail server is set up: the user then only has the notification in the portal.
 */
export async function sendMail(mail: { to: string; subject: string; text: string }): Promise<boolean> {
  const { SMTP_URL, SMTP_FROM } = env();
  if (!SMTP_URL) return false;
  if (cachedTransport?.url !== SMTP_URL) {
    const timeouts = { connectionTimeout: 10_000, socketTimeout: 20_000 };
    cachedTransport = { url: SMTP_URL, transport: createTransport({ url: SMTP_URL, ...timeouts }) };
  }
  await cachedTransport.transport.sendMail({ from: SMTP_FROM, ...mail });
  return true;
}
