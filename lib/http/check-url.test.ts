import { expect, test, vi } from "vitest";
import { checkReceiverUrl, type UrlCheck } from "./check-url";
import { parseNetworks } from "./networks";

const loopback = parseNetworks("127.0.0.0/8");
const addressesByName: Record<string, string[]> = {
  "public.example": ["93.184.216.34", "2606:2800:220:1::1"],
  "private.example": ["10.0.0.5"],
  "mixed.example": ["93.184.216.34", "127.0.0.1"],
  "loopback.example": ["127.0.0.1"],
  "metadata.google.internal": ["169.254.169.254"],
  "odd.internal": ["93.184.216.34"],
  "core.bank.local": ["127.0.0.7"],
  localhost: ["::1", "127.0.0.1"],
  "app.localhost": ["127.0.0.1"],
};
const resolve = async (hostname: string) => {
  const found = addressesByName[hostname];
  if (!found) throw new Error(`queried ${hostname}: ENOTFOUND`);
  return found;
};
const check = (text: string, allowed = parseNetworks("")) => checkReceiverUrl(text, allowed, resolve);
const describeOutcome = (result: UrlCheck) => (result.ok ? result.url.href : result.code);

test.each([
  ["https://public.example/hooks?a=1", "https://public.example/hooks?a=1"],
  ["https://PUBLIC.example:8443", "https://public.example:8443/"],
  ["https://public.example./x#part", "https://public.example/x"],
  ["https://not-there-yet.example/", "https://not-there-yet.example/"],
  ["https://8.8.8.8/", "https://8.8.8.8/"],
  ["https://[2606:4700:4700::1111]/", "https://[2606:4700:4700::1111]/"],
])("%s is accepted", async (text, href) => {
  expect(describeOutcome(await check(text))).toBe(href);
});

test.each([
  "https://127.0.0.1/",
  "https://127.0.0.1./",
  "https://127.1/",
  "https://2130706433/",
  "https://0177.0.0.1/",
  "https://0x7f000001/",
  "https://0x7f.1/",
  "https://１２７.0.0.1/",
  "https://127。0。0。1/",
  "https://%31%32%37.0.0.1/",
  "https://[::1]/",
  "https://[::]/",
  "https://[::ffff:127.0.0.1]/",
  "https://[::ffff:7f00:1]/",
  "https://[::127.0.0.1]/",
  "https://[64:ff9b::7f00:1]/",
  "https://[fd00::1]/",
  "https://0/",
  "https://10.0.0.1/",
  "https://169.254.169.254/latest/meta-data/",
  "https://168.63.129.16/",
  "https://2822734096/",
  "https://localhost/",
  "https://LOCALHOST./",
  "https://app.localhost/",
  "https://unknown.localhost/",
  "https://unknown.local/",
  "https://odd.internal/",
  "https://metadata.google.internal/",
  "https://private.example/",
  "https://mixed.example/",
  "http://127.0.0.1/",
  "http://private.example/",
])("%s is rejected for its address", async (text) => {
  expect(describeOutcome(await check(text))).toBe("url_address_refused");
});

test.each([
  "http://127.0.0.1:8080/",
  "https://2130706433/",
  "http://localhost:8080/",
  "http://app.localhost/",
  "http://loopback.example/",
  "http://core.bank.local/",
  "https://loopback.example/",
  "http://[::ffff:127.0.0.1]/",
])("%s is accepted when its network is allowed", async (text) => {
  expect((await check(text, loopback)).ok).toBe(true);
});

test("private and loopback addresses outside the allowed networks are blocked", async () => {
  expect(describeOutcome(await check("http://10.0.0.5/", loopback))).toBe("url_address_refused");
  expect(describeOutcome(await check("https://[::1]/", loopback))).toBe("url_address_refused");
});

test.each(["http://public.example/", "http://8.8.8.8/", "http://not-there-yet.example/"])(
  "%s requires https",
  async (text) => {
    expect(describeOutcome(await check(text, loopback))).toBe("url_https_required");
  },
);

test("a name with a public and an allowed address requires https", async () => {
  expect((await check("https://mixed.example/", loopback)).ok).toBe(true);
  expect(describeOutcome(await check("http://mixed.example/", loopback))).toBe("url_https_required");
});

test.each([
  ["ftp://public.example/", "url_scheme"],
  ["file:///etc/passwd", "url_scheme"],
  ["javascript:alert(1)", "url_scheme"],
  ["data:text/plain,x", "url_scheme"],
  ["https://user@public.example/", "url_userinfo"],
  ["https://user:secret@public.example/", "url_userinfo"],
  ["https://public.example@127.0.0.1/", "url_userinfo"],
  ["", "url_invalid"],
  ["public.example/hooks", "url_invalid"],
  ["//public.example", "url_invalid"],
  ["https://", "url_invalid"],
  ["https://./", "url_invalid"],
  ["https://a..example/", "url_invalid"],
  [`https://${"a".repeat(64)}.example/`, "url_invalid"],
  ["https://a!b.example/", "url_invalid"],
  ["https://public.example:0/", "url_invalid"],
  ["https://public.example:99999/", "url_invalid"],
  ["https://[fe80::1%25eth0]/", "url_invalid"],
  ["https://1.2.3.4.5/", "url_invalid"],
  [`https://public.example/${"a".repeat(2048)}`, "url_invalid"],
])("%s is rejected with the code %s", async (text, code) => {
  expect(describeOutcome(await check(text))).toBe(code);
});

test("the error for a blocked address names the setting that can allow it", async () => {
  const rejected = await check("https://127.0.0.1/");
  expect(rejected).toMatchObject({ message: expect.stringContaining("HOOKLEDGER_ALLOWED_NETWORKS") });
});

test("the check waits at most two seconds for a name server that hangs, then accepts an https URL", async () => {
  vi.useFakeTimers();
  const checked = checkReceiverUrl("https://slow.example/", [], () => new Promise<never>(() => {}));
  await vi.advanceTimersByTimeAsync(2000);
  vi.useRealTimers();
  expect((await checked).ok).toBe(true);
});
