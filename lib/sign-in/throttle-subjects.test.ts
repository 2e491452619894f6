import { expect, test } from "vitest";
import {
  makeConfirmationSubject,
  makeDeviceSubject,
  makeEmailSubject,
  makeIpSubject,
} from "./throttle-subjects";

test("the limit is 5 failures for an e-mail address, a browser or a user's password confirmations, and 50 for an IP address", () => {
  expect(makeEmailSubject("ann@bank.example")).toEqual({ id: "email:ann@bank.example", limit: 5 });
  expect(makeDeviceSubject("x")).toEqual({ id: "device:x", limit: 5 });
  expect(makeConfirmationSubject("x")).toEqual({ id: "confirmation:x", limit: 5 });
  expect(makeIpSubject("203.0.113.7")).toEqual({ id: "ip:203.0.113.7", limit: 50 });
});

test("IPv6 addresses are counted by their /64 network, and IPv4-mapped addresses as IPv4", () => {
  expect(makeIpSubject("2001:db8:1:2:3:4:5:6")?.id).toBe("ip:2001:db8:1:2::/64");
  expect(makeIpSubject("2001:db8:1:2:ffff::1")?.id).toBe("ip:2001:db8:1:2::/64");
  expect(makeIpSubject("::ffff:203.0.113.7")?.id).toBe("ip:203.0.113.7");
});

test.each([null, "", "unknown", "203.0.113.7:80", "a\u0000b", "x".repeat(10_000)])(
  "%j is not an address",
  (text) => {
    expect(makeIpSubject(text)).toBeNull();
  },
);
