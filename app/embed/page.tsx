import type { Metadata } from "next";
import { EmbeddedPortal } from "./embedded-portal";

export const metadata: Metadata = { title: "Webhook history" };

/**
 * The page for frames in other applications. It is the same static page for everyone: what it shows comes with the portal link in the
 * URL's fragment, which browsers do not send to the server. lib/http-server/frame-headers.ts says who can frame it.
 */
export default function EmbedPage() {
  return <EmbeddedPortal />;
}
