/** Servers that enrolled and that no site has. */

import { z } from "zod";
import { regionName } from "../model/scalars.ts";
import { type HardwareReport, hardwareReportSchema } from "./decide/hardware-report.ts";
import { sha256 } from "./sha256.ts";
import type { StateFolder } from "./state-folder.ts";

const unclaimedSchema = z.strictObject({
  version: z.literal(1),
  /** Of the token that it came with. */
  region: regionName,
  first: z.iso.datetime(),
  last: z.iso.datetime(),
  /** Address from which it asked last. */
  from: z.string(),
  report: hardwareReportSchema,
});
type UnclaimedServer = z.output<typeof unclaimedSchema>;

/** One server, with the name by which it is forgotten. */
export interface ListedServer extends UnclaimedServer {
  readonly id: string;
}

/** More than anybody takes up by hand; a token that is lost cannot fill a disk. */
const MOST = 1000;

export class Unclaimed {
  readonly #folder: StateFolder;

  constructor(state: StateFolder) {
    this.#folder = state.within("unclaimed");
  }

  /** @returns false when the list is full */
  keep(machine: string, { region, report, from, now }: Arrival): boolean {
    const name = fileOf(machine);
    const known = this.#folder.read(name);
    if (known === undefined && this.#folder.names().length >= MOST) return false;
    const last = now.toISOString();
    const first = known === undefined ? last : unclaimedSchema.parse(JSON.parse(known)).first;
    const entry: UnclaimedServer = { version: 1, region, first, last, from, report };
    this.#folder.write(name, `${JSON.stringify(entry)}\n`);
    return true;
  }

  forget(machine: string): void {
    this.#folder.remove(fileOf(machine));
  }

  /** @returns whether there was one of this id */
  forgetId(id: string): boolean {
    const isThere = this.#folder.names().includes(`${id}.json`);
    if (isThere) this.#folder.remove(`${id}.json`);
    return isThere;
  }

  /** Those that came first are first. */
  list(): readonly ListedServer[] {
    return this.#folder
      .names()
      .map((name) => ({
        id: name.replace(/\.json$/, ""),
        ...unclaimedSchema.parse(JSON.parse(this.#folder.read(name) ?? "null")),
      }))
      .sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
  }
}

interface Arrival {
  readonly region: string;
  readonly report: HardwareReport;
  /** Address of the network. */
  readonly from: string;
  readonly now: Date;
}

/** @param machine hash over all that tells it from its like */
function fileOf(machine: string): string {
  return `${machine.slice(0, 12)}.json`;
}

/** SHA-256 over all that tells a machine from its like, in any order of cards and disks. */
export function machineHash({ machineId, serial, nics, disks }: HardwareReport): string {
  const parts = [
    `machineId ${machineId}`,
    `serial ${serial}`,
    ...nics.map(({ mac }) => `mac ${mac}`).sort(),
    ...disks.map((disk) => `disk ${disk.serial ?? disk.wwn ?? disk.path}`).sort(),
  ];
  return sha256(parts.join("\n"));
}
