// Tells addresses of the public internet from all others: loopback, private, link-local, metadata, reserved.
import { BlockList, isIP } from "node:net";

// Source: the IANA special-purpose address registries for IPv4 and IPv6.
const SPECIAL_IPV4: readonly (readonly [string, number])[] = [
  ["0.0.0.0", 8], ["10.0.0.0", 8], ["100.64.0.0", 10], ["127.0.0.0", 8], ["169.254.0.0", 16], ["172.16.0.0", 12], ["192.0.0.0", 24],
  ["192.0.2.0", 24], ["192.88.99.0", 24], ["192.168.0.0", 16], ["198.18.0.0", 15], ["198.51.100.0", 24], ["203.0.113.0", 24], ["224.0.0.0", 4], ["240.0.0.0", 4],
];
const GLOBAL_IPV6: readonly [string, number] = ["2000::", 3];
const SPECIAL_IPV6: readonly (readonly [string, number])[] = [["2001::", 23], ["2001:db8::", 32], ["2002::", 16], ["3fff::", 20]];

/** Whether a run that may reach hosts may be connected to this address. */
export function isPublicAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return isPublicAddress(mapped);
  const version = isIP(address);
  if (version === 4) return !contains(SPECIAL_IPV4, "ipv4", address);
  // Anything outside the one block that is given out to the public is special: mapped, translated, local, multicast.
  if (version === 6) return contains([GLOBAL_IPV6], "ipv6", address) && !contains(SPECIAL_IPV6, "ipv6", address);
  return false;
}

function contains(blocks: readonly (readonly [string, number])[], family: "ipv4" | "ipv6", address: string): boolean {
  const list = new BlockList();
  for (const [network, prefix] of blocks) list.addSubnet(network, prefix, family);
  return list.check(address, family);
}
