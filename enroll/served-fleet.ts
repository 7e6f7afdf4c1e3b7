/** The fleet that the service knows servers by: read anew when its files change. */

import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Fleet } from "../constructs/fleet.ts";
import type { Host } from "../constructs/host.ts";
import { poolsOf } from "../constructs/pool.ts";
import type { Enrolment } from "../engines/enrolment.ts";
import { provisionerOf } from "../engines/lookup.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { hasErrors, openSession, type Session } from "../pipeline/session.ts";
import type { RunSettings } from "../pipeline/settings.ts";
import { type IdentityIndex, indexIdentities } from "./decide/identity.ts";

/** One reading of the fleet. */
export interface KnownFleet {
  readonly fleet: Fleet;
  readonly index: IdentityIndex;
  readonly session: Session;
}

/** How long the files are taken for what they were. */
const LOOK_MS = 5_000;

type Tell = (diagnostics: readonly Diagnostic[]) => void;

export class ServedFleet {
  readonly #settings: RunSettings;
  readonly #tell: Tell;
  #known: KnownFleet;
  #stamp: string;
  #looked: number;

  private constructor(settings: RunSettings, tell: Tell, known: KnownFleet, stamp: string, now: number) {
    this.#settings = settings;
    this.#tell = tell;
    this.#known = known;
    this.#stamp = stamp;
    this.#looked = now;
  }

  /**
   * @param tell is told of files that have become faulty; until they are right again the service goes on with what it knew
   * @returns the faults when there is no fleet to begin with
   */
  static async open(settings: RunSettings, now: number, tell: Tell): Promise<ServedFleet | readonly Diagnostic[]> {
    const stamp = stampOf(settings.root);
    const known = await read(settings);
    return "fleet" in known ? new ServedFleet(settings, tell, known, stamp, now) : known;
  }

  /** @param now milliseconds since any fixed moment */
  async current(now: number): Promise<KnownFleet> {
    if (now - this.#looked < LOOK_MS) return this.#known;
    this.#looked = now;
    const stamp = stampOf(this.#settings.root);
    if (stamp === this.#stamp) return this.#known;
    this.#stamp = stamp;
    const known = await read(this.#settings);
    if ("fleet" in known) this.#known = known;
    else this.#tell(known);
    return this.#known;
  }
}

async function read(settings: RunSettings): Promise<KnownFleet | readonly Diagnostic[]> {
  const session = await openSession(settings);
  const { fleet, diagnostics, selection } = session.loaded;
  if (!fleet || hasErrors(session)) return diagnostics;
  const sites = selection.regions.flatMap((region) => region.sites);
  return { fleet, session, index: indexIdentities(sites.flatMap(({ hosts }) => hosts)) };
}

/**
 * Which files there are below sites/, how long and how old: what hosts are known by is written nowhere else. A fleet that
 * is a program alone has none, and is read when the service begins.
 */
function stampOf(root: string): string {
  const folder = join(root, "sites");
  if (!existsSync(folder)) return "";
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  return names
    .map((name) => {
      const { size, mtimeMs } = statSync(join(folder, name), { throwIfNoEntry: false }) ?? {};
      return `${name} ${size} ${mtimeMs}`;
    })
    .join("\n");
}

/** How the host's engine enrols servers; undefined for one whose servers others install. */
export function enrolmentOf({ session }: KnownFleet, host: Host): Enrolment | undefined {
  const { profile } = host.site;
  const pool = profile && poolsOf(host.site, profile).find(({ hosts }) => hosts.includes(host));
  return pool && provisionerOf(session.code.engines, pool.provisioner)?.enrolment;
}
