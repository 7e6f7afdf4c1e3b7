/** Finds the engine for the settings of a profile or an app. */

/** Looks an engine up by the settings that name it; the tables tie each to its own, which a look-up cannot show. */
import type { PlacementName } from "../model/app-file.ts";
import type { Federation } from "../model/federation.ts";
import type { KindTable } from "../model/kinds/facts.ts";
import type { Provisioner } from "../model/provisioner.ts";
import type { PullReader } from "../model/pulled.ts";
import type { DeliveryEngine, NodeRuntimeEngine, PlacementEngine, ProvisioningEngine } from "./engine.ts";
import type { EngineTables } from "./engines.ts";
import type { FederationEngine } from "./federation-engine.ts";

type ImplementedEngine =
  | DeliveryEngine
  | ProvisioningEngine<never>
  | NodeRuntimeEngine<never>
  | FederationEngine<never>
  | PlacementEngine;

type ByName<E> = Readonly<Record<string, E | undefined>>;

/** Undefined for settings of a node runtime. */
export function provisionerOf({ provisioners }: EngineTables, { engine }: Provisioner) {
  return (provisioners as unknown as ByName<ProvisioningEngine<Provisioner>>)[engine];
}

/** Undefined when the sites are clusters of their own. */
export function runtimeOf({ runtimes }: EngineTables, { engine }: Provisioner) {
  return (runtimes as unknown as ByName<NodeRuntimeEngine<Provisioner>>)[engine];
}

/** Undefined for settings of an engine that is not there. */
export function federationOf({ federations }: EngineTables, { engine }: Federation) {
  return (federations as unknown as ByName<FederationEngine<Federation>>)[engine];
}

/** Undefined when this version cannot drive it, which `unsupportedFindings` reports. */
export function placementOf({ placements }: EngineTables, name: PlacementName): PlacementEngine | undefined {
  const engine = placements[name];
  return "unimplemented" in engine ? undefined : engine;
}

/** The facts of all kinds that the engines make. */
export function kindsOfEngines(engines: EngineTables): KindTable {
  return Object.assign({}, ...implemented(engines).map(({ kinds }) => kinds)) as KindTable;
}

/** The namespaces that belong to the engines, whichever a fleet uses. */
export function namespacesOfEngines(engines: EngineTables): ReadonlySet<string> {
  return new Set(implemented(engines).flatMap(({ namespaces = [] }) => namespaces));
}

/** How files of servers and of operators are read for what they make somebody fetch, by their names and tasks. */
export function filePullsOfEngines(engines: EngineTables): Readonly<Record<string, PullReader>> {
  const all = [engines.provisioners, engines.runtimes].flatMap((table) => Object.values(table));
  return Object.assign({}, ...all.map(({ filePulls }) => filePulls)) as Readonly<Record<string, PullReader>>;
}

function implemented({ deliveries, provisioners, runtimes, federations, placements }: EngineTables) {
  const all = [deliveries, provisioners, runtimes, federations, placements].flatMap((table) => Object.values(table));
  return all.filter((engine): engine is ImplementedEngine => "kinds" in engine);
}
