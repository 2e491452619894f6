import { expect, test } from "vitest";
import { type Candidate, computeClaimSize, type InFlight, shareRoom } from "./share-room";

const maxPerWebhook = 100;
const noneInFlight: InFlight = { total: 0, slow: 0, getTenantCounts: () => ({ total: 0, slow: 0 }) };

function makeCandidate(
  webhookId: string,
  partnerId: string | null = null,
  quick = true,
  inFlight = 0,
): Candidate {
  return { webhookId, partnerId, quick, inFlight };
}

const toRoomByWebhook = (shares: ReturnType<typeof shareRoom>) =>
  Object.fromEntries(shares.map(({ webhookId, room }) => [webhookId, room]));

test("tenants get equal parts, and each tenant's webhooks share its part", () => {
  const webhooks = [makeCandidate("a", "one"), makeCandidate("b", "one"), makeCandidate("c", "two")];
  expect(toRoomByWebhook(shareRoom(webhooks, noneInFlight, maxPerWebhook, 300, 120))).toEqual({
    a: 30,
    b: 30,
    c: 60,
  });
});

test("a quick webhook gets at most its limit minus what it has in flight, and the rest goes to the tenant's webhooks after it", () => {
  const webhooks = [makeCandidate("a", null, true, 95), makeCandidate("b")];
  expect(toRoomByWebhook(shareRoom(webhooks, noneInFlight, maxPerWebhook, 300, 120))).toEqual({
    a: 5,
    b: 55,
  });
});

test("a claim is limited, however much room is free", () => {
  const webhooks = Array.from({ length: 20 }, (_, index) => makeCandidate(`w${index}`, `p${index}`));
  const total = shareRoom(webhooks, noneInFlight, maxPerWebhook, 300, 10_000).reduce(
    (sum, { room }) => sum + room,
    0,
  );
  expect(total).toBe(300);
});

test("receivers not known to be quick get at most 1/16 of the room each, 1/4 per tenant and 1/2 in all", () => {
  const slow = (partnerId: string) =>
    Array.from({ length: 20 }, (_, index) => makeCandidate(`${partnerId}-${index}`, partnerId, false));
  const one = shareRoom(slow("one"), noneInFlight, maxPerWebhook, 300, 160);
  expect(Math.max(...one.map(({ room }) => room))).toBeLessThanOrEqual(10);
  expect(one.reduce((sum, { room }) => sum + room, 0)).toBe(40);
  const four = shareRoom(
    ["one", "two", "three", "four"].flatMap(slow),
    noneInFlight,
    maxPerWebhook,
    300,
    160,
  );
  expect(four.reduce((sum, { room }) => sum + room, 0)).toBe(80);
});

test("a tenant whose receivers hang leaves room for the others", () => {
  const inFlight: InFlight = {
    total: 40,
    slow: 40,
    getTenantCounts: (partnerId) => (partnerId === "hangs" ? { total: 40, slow: 40 } : { total: 0, slow: 0 }),
  };
  const webhooks = [makeCandidate("h", "hangs", false, 10), makeCandidate("good", "other")];
  expect(toRoomByWebhook(shareRoom(webhooks, inFlight, maxPerWebhook, 300, 160))).toEqual({ good: 80 });
});

test("with little free room, only the first webhooks get a share, and each share is at least 1", () => {
  const webhooks = ["a", "b", "c", "d"].map((id) => makeCandidate(id));
  const inFlight = { ...noneInFlight, total: 598 };
  expect(toRoomByWebhook(shareRoom(webhooks, inFlight, maxPerWebhook, 300, 600))).toEqual({ a: 1, b: 1 });
  expect(shareRoom(webhooks, { ...noneInFlight, total: 600 }, maxPerWebhook, 300, 600)).toEqual([]);
});

test("claims grow fourfold while they are full, up to 300, and shrink at once to what was found", () => {
  const sizes = [0, 16, 64, 256, 300, 40, 3].map(computeClaimSize);
  expect(sizes).toEqual([16, 64, 256, 300, 300, 160, 16]);
});

test("a small claim has a place for each webhook that is due, so that none waits for those before it", () => {
  const webhooks = Array.from({ length: 40 }, (_, index) => makeCandidate(`w${index}`, `p${index % 20}`));
  expect(shareRoom(webhooks, noneInFlight, maxPerWebhook, 16)).toHaveLength(40);
  expect(shareRoom(webhooks.slice(0, 2), noneInFlight, maxPerWebhook, 16)).toEqual([
    { webhookId: "w0", room: 8 },
    { webhookId: "w1", room: 8 },
  ]);
});
