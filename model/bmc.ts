/** Addresses of baseboard management controllers, as baremetal-operator reads them. */

import { formatAddress, parseAddress } from "./network.ts";
import { isHost } from "./special-addresses.ts";

/**
 * Drivers by the scheme of the address (metal3-io/baremetal-operator pkg/hardwareutils/bmc, each RegisterFactory at
 * v0.13.0): how the controller is spoken to when the scheme says nothing of it, and how the server boots the installer.
 * `network` needs DHCP and PXE at the site; the others are handed the installer by the controller.
 */
const drivers = {
  ipmi: { transport: undefined, boots: "network" },
  libvirt: { transport: undefined, boots: "network" },
  redfish: { transport: "https", boots: "network" },
  "ilo5-redfish": { transport: "https", boots: "network" },
  "idrac-redfish": { transport: "https", boots: "network" },
  "redfish-virtualmedia": { transport: "https", boots: "virtual media" },
  "ilo5-virtualmedia": { transport: "https", boots: "virtual media" },
  "idrac-virtualmedia": { transport: "https", boots: "virtual media" },
  "redfish-uefihttp": { transport: "https", boots: "http" },
} as const;

type Driver = keyof typeof drivers;

/** Ports that a transport has when the address names none; IPMI's is RMCP's. */
const usualPorts = { https: "443", http: "80", ipmi: "623" } as const;

/** A controller's address taken apart. */
export interface BmcAddress {
  readonly driver: Driver;
  readonly boots: "network" | "virtual media" | "http";
  /** IPMI speaks by UDP and has no certificate. */
  readonly transport: "https" | "http" | "ipmi";
  /** Name or address, in lower case; an IPv6 address without brackets. */
  readonly host: string;
  readonly port: string;
  /** The system that the controller speaks of, without a slash at its end; empty for IPMI. */
  readonly system: string;
}

const ADDRESS =
  /^([a-z0-9-]+)(?:\+(https?))?:\/\/(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::(\d{1,5}))?(\/[^\s?#]*)?(\?[^\s#]*)?$/i;

/** The address taken apart, or undefined when baremetal-operator knows no such scheme or the text is no address. */
export function parseBmcAddress(text: string): BmcAddress | undefined {
  const [, scheme = "", given, ipv6, name = "", port, path = ""] = ADDRESS.exec(text) ?? [];
  const driver = scheme.toLowerCase() as Driver;
  if (!Object.hasOwn(drivers, driver)) return undefined;
  const { transport: usual, boots } = drivers[driver];
  if (usual === undefined && given !== undefined) return undefined;
  if (Number(port ?? 1) < 1 || Number(port) > 65535 || !isHost(ipv6 ?? name)) return undefined;
  const transport = usual === undefined ? "ipmi" : ((given?.toLowerCase() as "https" | "http" | undefined) ?? usual);
  return {
    driver,
    boots,
    transport,
    host: ipv6 === undefined ? name.toLowerCase() : shortest(ipv6),
    port: port === undefined ? usualPorts[transport] : String(Number(port)),
    system: usual === undefined ? "" : path.replace(/\/+$/, ""),
  };
}

function shortest(ipv6: string): string {
  const address = parseAddress(ipv6);
  return address === undefined ? ipv6.toLowerCase() : formatAddress(address);
}

/**
 * What the address addresses, equal for every spelling of it: which driver speaks to the controller, by which transport,
 * the case of its name, the usual port and a slash at the end do not matter. A controller may have several systems.
 */
export function bmcTarget({ transport, host, port, system }: BmcAddress): string {
  return `${host}${port === usualPorts[transport] ? "" : `:${port}`}${system.toLowerCase()}`;
}

/** All schemes, as a message lists them. */
export const bmcSchemes = `${Object.keys(drivers).join(", ")}; those but ipmi and libvirt also with +http or +https`;
