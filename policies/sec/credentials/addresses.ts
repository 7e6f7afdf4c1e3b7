/** Makes addresses in texts alike: they tell two servers apart, and a credential from nothing. */

const address = /(?<![\w.-])\d{1,3}(?:\.\d{1,3}){3}(?![\w.-])/g;
const mac = /(?<![\w:-])[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}(?![\w:-])/g;
const uuid = /(?<![\w-])[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}(?![\w-])/g;

/** The same text with one IPv4 address, one MAC and one UUID in the place of each. */
export function withEqualAddresses(text: string): string {
  const addressed = text.includes(".") ? text.replace(address, "10.0.0.1") : text;
  const hardware = addressed.includes(":") ? addressed.replace(mac, "52:54:00:00:00:01") : addressed;
  return hardware.includes("-") ? hardware.replace(uuid, "6ba7b810-9dad-11d1-80b4-00c04fd430c8") : hardware;
}
