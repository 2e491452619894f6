import { expect, test } from "vitest";
import { classifyAddress, isInNetworks, isPublicAddress, parseNetworks } from "./networks";

/** First and last address of every special range in the IANA special-purpose registries, and other addresses that are not public. */
const specialAddresses = [
  ["0.0.0.0", "0.255.255.255"],
  ["10.0.0.0", "10.255.255.255"],
  ["100.64.0.0", "100.127.255.255"],
  ["127.0.0.0", "127.255.255.255"],
  ["169.254.0.0", "169.254.169.254", "169.254.255.255"],
  ["172.16.0.0", "172.31.255.255"],
  ["192.0.0.0", "192.0.0.9", "192.0.0.170", "192.0.0.255"],
  ["192.0.2.0", "192.0.2.255"],
  ["192.31.196.0", "192.52.193.0", "192.175.48.255"],
  ["192.88.99.0", "192.88.99.255"],
  ["192.168.0.0", "192.168.255.255"],
  ["198.18.0.0", "198.19.255.255"],
  ["198.51.100.0", "198.51.100.255"],
  ["203.0.113.0", "203.0.113.255"],
  ["224.0.0.0", "239.255.255.255"],
  ["240.0.0.0", "255.255.255.254", "255.255.255.255"],
  ["::", "::1"],
  // IPv4-mapped, IPv4-compatible, IPv4-translated
  ["::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:10.0.0.1", "::ffff:169.254.169.254"],
  ["::127.0.0.1", "::8.8.8.8", "::ffff:0:127.0.0.1"],
  // NAT64
  ["64:ff9b::7f00:1", "64:ff9b::8.8.8.8", "64:ff9b:1::1", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff"],
  ["100::", "100::ffff:ffff:ffff:ffff", "100:0:0:1::"],
  // 2001::/23: Teredo, benchmarking, AMT, AS112, ORCHID, ORCHIDv2, drone tags
  [
    "2001::1",
    "2001:2::",
    "2001:3::",
    "2001:4:112::",
    "2001:10::",
    "2001:20::",
    "2001:30::",
    "2001:1ff:ffff::",
  ],
  ["2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff"],
  ["2002::", "2002:7f00:1::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff"],
  ["2620:4f:8000::", "3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff", "5f00::1"],
  ["fc00::", "fd12:3456::1", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"],
  ["fe80::", "fe80::1%eth0", "fe80::1%eth0.100", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "fec0::1"],
  ["ff00::", "ff02::1", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"],
  // Metadata and platform addresses of clouds: Azure, IBM, Alibaba, Tencent, Oracle; AWS, Google, Oracle, Scaleway
  ["168.63.129.16", "::ffff:168.63.129.16", "::ffff:a83f:8110"],
  ["161.26.0.0", "161.26.255.255", "166.8.0.0", "166.11.255.255"],
  ["100.100.100.200", "169.254.0.23", "169.254.42.42", "169.254.170.2", "192.0.0.192"],
  ["fd00:ec2::254", "fd00:ec2::23", "fd20:ce::254", "fd00:c1::a9fe:a9fe", "fd00:42::42"],
  // Never assigned
  ["4000::1", "8000::1", "e000::1"],
].flat();

test.each(specialAddresses)("%s is not public", (ip) => {
  expect(isPublicAddress(ip)).toBe(false);
  expect(classifyAddress(ip, [])).toBe("blocked");
});

test.each([
  "1.1.1.1",
  "8.8.8.8",
  "9.255.255.255",
  "11.0.0.0",
  "100.63.255.255",
  "100.128.0.0",
  "126.255.255.255",
  "128.0.0.0",
  "172.15.255.255",
  "172.32.0.0",
  "198.17.255.255",
  "198.20.0.0",
  "223.255.255.255",
  "168.63.129.15",
  "168.63.129.17",
  "161.25.255.255",
  "161.27.0.0",
  "166.7.255.255",
  "166.12.0.0",
  "2606:4700:4700::1111",
  "2001:4860:4860::8888",
  "2a00:1450::1",
  "::ffff:8.8.8.8",
])("%s is public", (ip) => {
  expect(isPublicAddress(ip)).toBe(true);
  expect(classifyAddress(ip, [])).toBe("public");
});

test.each([
  "",
  "localhost",
  "2130706433",
  "0177.0.0.1",
  "0x7f.1",
  "127.1",
  "8.8.8.8.",
  " 8.8.8.8",
  "[::1]",
  "8.8.8.8/32",
])("%j is not an address and is blocked, whatever networks are allowed", (text) => {
  expect(isPublicAddress(text)).toBe(false);
  expect(classifyAddress(text, parseNetworks("0.0.0.0/0 ::/0"))).toBe("blocked");
});

test("an IPv6 address with a zone, such as fe80::1%eth0, is never public, but can be allowed", () => {
  expect(isPublicAddress("2606:4700:4700::1111%eth0")).toBe(false);
  expect(classifyAddress("fe80::1%eth0", parseNetworks("fe80::/10"))).toBe("allowed");
});

test("allowed networks are separated by commas, spaces or both; a bare address is a network of one address", () => {
  const allowedNetworks = parseNetworks(" 127.0.0.0/8,10.1.0.0/16  fd00::/8,\n192.168.7.7 ");
  expect(allowedNetworks).toHaveLength(4);
  expect(classifyAddress("127.9.9.9", allowedNetworks)).toBe("allowed");
  expect(classifyAddress("::ffff:127.0.0.1", allowedNetworks)).toBe("allowed");
  expect(classifyAddress("10.1.255.255", allowedNetworks)).toBe("allowed");
  expect(classifyAddress("10.2.0.0", allowedNetworks)).toBe("blocked");
  expect(classifyAddress("fd12::1", allowedNetworks)).toBe("allowed");
  expect(classifyAddress("::1", allowedNetworks)).toBe("blocked");
  expect(classifyAddress("192.168.7.7", allowedNetworks)).toBe("allowed");
  expect(classifyAddress("192.168.7.8", allowedNetworks)).toBe("blocked");
  expect(classifyAddress("8.8.8.8", allowedNetworks)).toBe("public");
});

test("an IPv4-compatible address is not treated as the IPv4 address that it ends with", () => {
  const everyIpv4 = parseNetworks("0.0.0.0/0");
  expect(classifyAddress("::127.0.0.1", everyIpv4)).toBe("blocked");
  expect(classifyAddress("::7f00:1", everyIpv4)).toBe("blocked");
  expect(classifyAddress("::ffff:127.0.0.1", everyIpv4)).toBe("allowed");
});

test("an address in an allowed network is classified as allowed, even if it is public", () => {
  expect(classifyAddress("8.8.8.8", parseNetworks("8.8.8.0/24"))).toBe("allowed");
  expect(classifyAddress("10.0.0.1", parseNetworks("::ffff:10.0.0.0/104"))).toBe("allowed");
});

test("an operator can allow the platform network of a cloud", () => {
  expect(classifyAddress("166.9.0.1", parseNetworks("166.8.0.0/14"))).toBe("allowed");
});

test("an empty string lists no networks", () => {
  expect(parseNetworks("")).toEqual([]);
  expect(parseNetworks(" , ")).toEqual([]);
});

test.each([
  "10.0.0/8",
  "10.0.0.0/33",
  "10.0.0.0/",
  "10.0.0.0/8/8",
  "10.0.0.0/-1",
  "::/129",
  "fe80::%1/10",
  "lan",
  "0x7f.1",
  "/8",
])("%s is not a network, and the error names it", (invalid) => {
  expect(() => parseNetworks(`127.0.0.0/8, ${invalid}`)).toThrow(`"${invalid}" is not a network`);
});

test("isInNetworks considers only the networks, and compares a mapped address as IPv4", () => {
  const networks = parseNetworks("192.168.7.0/24, 2001:db8::/32");
  for (const ip of ["192.168.7.1", "::ffff:192.168.7.255", "2001:db8::1"])
    expect(isInNetworks(ip, networks), ip).toBe(true);
  for (const ip of ["192.168.8.1", "8.8.8.8", "2001:db9::1", "", "192.168.7", "192.168.7.1/24"])
    expect(isInNetworks(ip, networks), ip).toBe(false);
});
