/** What becomes of fields of servers that come with their system installed and their network up. */

import type { FieldTable, NotLowered } from "./site-fields.ts";

/** @param given why the engine leaves it, and what to do instead */
export const givenSystem = (given: NotLowered) =>
  ({
    "hosts.mac": "ignored",
    "hosts.interfaces": given,
    "hosts.interfaces of type bond": "ignored",
    "hosts.interfaces of type vlan": "ignored",
    "hosts.interfaces of type linux-bridge": "ignored",
    "hosts.bmc": "ignored",
    "hosts.bmc.credentials": "ignored",
    "hosts.bmc.verifyCertificate": "ignored",
    "hosts.boot": given,
    "hosts.disk": "ignored",
    "hosts.disk by hints": "ignored",
    "hosts.disk: auto": "ignored",
    "hosts.disks for data": given,
    "hosts.kernelArguments": given,
  }) as const satisfies Partial<FieldTable>;
