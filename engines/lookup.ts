/** Finds the engine for the settings of a profile or an app. */

/** Looks an engine up by the settings that name it; the tables tie each to its own, which a look-up cannot show. */
import type { PlacementName } from "../model/app-file.ts";
import type { KindTable } from "../model/kinds/facts.ts";
import type { Provisioner } from "../model/provisioner.ts";
import type { NodeRuntimeEngine, PlacementEngine, ProvisioningEngine } from "./engine.ts";
import type { EngineTables } from "./engines.ts";

type ByName<E> = Readonly<Record<string, E | undefined>>;

/** Undefined for settings of a node runtime. */
export function provisionerOf({ provisioners }: EngineTables, { engine }: Provisioner) {
  return (provisioners as unknown as ByName<ProvisioningEngine<Provisioner>>)[engine];
}

/** Undefined when the sites are clusters of their own. */
export function runtimeOf({ runtimes }: EngineTables, { engine }: Provisioner) {
  return (runtimes as unknown as ByName<NodeRuntimeEngine<Provisioner>>)[engine];
}

/** Undefined when this version cannot drive it, which `unsupportedFindings` reports. */
export function placementOf({ placements }: EngineTables, name: PlacementName): PlacementEngine | undefined {
  const engine = placements[name];
  return "unimplemented" in engine ? undefined : engine;
}

/** The facts of all kinds that the engines make. */
export function kindsOfEngines({ deliveries, provisioners, runtimes, placements }: EngineTables): KindTable {
  const all = [deliveries, provisioners, runtimes, placements].flatMap((table) => Object.values(table));
  const tables = all.flatMap((engine) => ("kinds" in engine ? [engine.kinds as KindTable] : []));
  return Object.assign({}, ...tables) as KindTable;
}
