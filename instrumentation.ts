/** Next calls this once when it starts, also under `next dev`, where server.ts does not run. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { registerEngineSender: registerSender } = await import("./inngest/register-engine-sender");
  const { startWatching } = await import("./lib/slots/watch-slots");
  const { followChanges } = await import("./lib/live/change-clock");
  registerSender();
  startWatching();
  followChanges();
}
