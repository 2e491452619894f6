import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Networks such as those that an operator allows as receivers (HOOKLEDGER_ALLOWED_NETWORKS). */
export type Networks = readonly (readonly [base: Address, prefix: number])[];

export type AddressVerdict = "public" | "allowed" | "blocked";

/** All IPv6 unicast addresses that IANA assigns are in this range (iana.org/assignments/ipv6-address-space). */
const globalUnicastNetwork: [ipaddr.IPv6, number] = ipaddr.IPv6.parseCIDR("2000::/3");

/**
 * Public address ranges that cloud platforms use internally: no receiver has such an address. The other metadata and platform
 * addresses are in special ranges already: 169.254.0.0/16 (AWS, Azure, Google, Oracle and most
 * others), fc00::/7 (fd00:ec2::/32 of AWS, fd20:ce::254 of Google, fd00:c1::/32 of Oracle), 100.64.0.0/10 (Alibaba's
 * 100.100.100.200, Tencent's DNS), 192.0.0.0/24 (Oracle Classic's 192.0.0.192).
 */
const platformNetworks: readonly [ipaddr.IPv4, number][] = [
  // Azure: agent, DNS, DHCP and health (learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16).
  "168.63.129.16/32",
  // IBM Cloud: infrastructure services and private service endpoints (cloud.ibm.com/docs/vpc, reserved ranges).
  "161.26.0.0/16",
  "166.8.0.0/14",
].map((cidr) => ipaddr.IPv4.parseCIDR(cidr));

/**
 * Parses CIDRs that are separated by commas or spaces, such as "127.0.0.0/8, fd00::/8". A bare address is a network of one
 * address, and an empty string lists no networks. Throws an Error that names the first invalid network.
 */
export function parseNetworks(text: string): Networks {
  return text
    .split(/[\s,]+/)
    .filter((part) => part !== "")
    .map(parseNetwork);
}

function parseNetwork(text: string): readonly [Address, number] {
  const [base = "", prefix, ...rest] = text.split("/");
  const family = base.includes("%") ? 0 : isIP(base);
  const width = family === 4 ? 32 : 128;
  const bits = prefix === undefined ? width : /^\d{1,3}$/.test(prefix) ? Number(prefix) : Number.NaN;
  if (family === 0 || rest.length > 0 || !(bits <= width)) {
    throw new Error(`"${text}" is not a network. Write it in CIDR notation, such as 10.0.0.0/8 or fd00::/8.`);
  }
  const address = parseValidAddress(base);
  // Mapped addresses are checked as IPv4, so a network of mapped addresses must be an IPv4 network too.
  if (address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() && bits >= 96) {
    return [address.toIPv4Address(), bits - 96];
  }
  return [address, bits];
}

/**
 * Whether `ip` is an address on the public internet. False for every special range of the IANA registries (private,
 * loopback, link-local and metadata, shared, documentation, benchmarking, multicast, reserved, transition
 * mechanisms such as NAT64, 6to4 and Teredo), for the platform addresses of clouds, for scoped addresses ("fe80::1%eth0") and
 * for text that is not an address.
 */
export function isPublicAddress(ip: string): boolean {
  const address = parseAddress(ip);
  return address !== undefined && !ip.includes("%") && isGlobal(address);
}

/**
 * Returns "allowed" if `ip` is in an allowed network, otherwise "public" or "blocked", as isPublicAddress decides. An IPv4-mapped
 * IPv6 address (RFC 4291, 2.5.5.2) is checked as its IPv4 address, because the kernel connects to the IPv4 address.
 */
export function classifyAddress(ip: string, allowed: Networks): AddressVerdict {
  const address = parseAddress(ip);
  if (address === undefined) return "blocked";
  if (isWithin(address, allowed)) return "allowed";
  return isPublicAddress(ip) ? "public" : "blocked";
}

/** Whether `ip` is an address in one of the networks. An IPv4-mapped IPv6 address is checked as its IPv4 address. */
export function isInNetworks(ip: string, networks: Networks): boolean {
  const address = parseAddress(ip);
  return address !== undefined && isWithin(address, networks);
}

function isWithin(address: Address, networks: Networks): boolean {
  return networks.some(
    ([base, bits]) => base.kind() === address.kind() && address.match([base, bits] as [Address, number]),
  );
}

/** Parses an address in canonical form; ipaddr.js alone would also accept "127.1" and "0x7f.1". Mapped addresses become IPv4. */
function parseAddress(ip: string): Address | undefined {
  if (isIP(ip) === 0) return undefined;
  const address = parseValidAddress(ip.replace(/%.*$/, ""));
  return address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
}

/** Parses a valid address. IPv6 is first written in hex groups: ipaddr.js would parse "::127.0.0.1" as 127.0.0.1, unlike the kernel. */
function parseValidAddress(ip: string): Address {
  return isIP(ip) === 4
    ? ipaddr.IPv4.parse(ip)
    : ipaddr.IPv6.parse(new URL(`http://[${ip}]`).hostname.slice(1, -1));
}

function isGlobal(address: Address): boolean {
  if (address.range() !== "unicast") return false;
  // range() also returns "unicast" for ranges that ipaddr.js does not know, such as the IPv4-compatible ::127.0.0.1.
  if (address instanceof ipaddr.IPv6) return address.match(globalUnicastNetwork);
  return !platformNetworks.some((platform) => address.match(platform));
}
