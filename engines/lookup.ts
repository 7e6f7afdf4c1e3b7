import type { PlacementName } from "../model/app-file.ts";
import type { Provisioner } from "../model/provisioner.ts";
import type { NodeRuntimeEngine, PlacementEngine, ProvisioningEngine } from "./engine.ts";
import { nodeRuntimes, placements, provisioners } from "./engines.ts";

/** The engine for these settings. The table ties each engine to its settings, which a look-up by name cannot show. */
export function provisionerOf<P extends Provisioner>({ engine }: P): ProvisioningEngine<P> {
  return provisioners[engine] as unknown as ProvisioningEngine<P>;
}

/** The node runtime for these settings; undefined when the sites are clusters of their own. */
export function nodeRuntimeOf({ engine }: Provisioner): NodeRuntimeEngine<Provisioner> | undefined {
  return (nodeRuntimes as Readonly<Record<string, NodeRuntimeEngine<never> | undefined>>)[engine] as
    | NodeRuntimeEngine<Provisioner>
    | undefined;
}

/** The placement engine; undefined when this version cannot drive it, which `engineGaps` reports. */
export function placementOf(name: PlacementName): PlacementEngine | undefined {
  const engine = placements[name];
  return "absent" in engine ? undefined : engine;
}
