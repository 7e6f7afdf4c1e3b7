/** Whatever engine there is, with the settings of its example. */

import { hubParent } from "../../../compiler/lower/lower-runtimes.ts";
import type { Site } from "../../../constructs/site.ts";
import type { Artifact } from "../../../engines/artifact.ts";
import type { ParentCluster, ProvisioningEngine } from "../../../engines/engine.ts";
import { engines } from "../../../engines/engines.ts";
import { provisionerOf, runtimeOf } from "../../../engines/lookup.ts";
import type { Provisioner } from "../../../model/provisioner.ts";
import { poolOf } from "../artifacts.ts";
import { agentBootstrap, type ExampleSite, exampleSite } from "./example-site.ts";

/** Settings of every engine that makes clusters or nodes. */
export const examples: readonly Provisioner[] = [
  ...Object.values(engines.provisioners).map((engine): Provisioner => engine.example),
  ...Object.values(engines.runtimes).flatMap((engine): readonly Provisioner[] => engine.example),
];

type Differences = Omit<ExampleSite, "provisioner" | "kind">;

/** A site of the engine with a control plane, where it has any, and a worker. */
export function siteOfExample(provisioner: Provisioner, differences: Differences = {}): Site {
  const kind = runtimeOf(engines, provisioner) ? "nodes" : "cluster";
  return exampleSite({ provisioner, kind, roles: ["control-plane", "worker"], ...differences });
}

export function lowerExample(provisioner: Provisioner, differences: Differences = {}): readonly Artifact[] {
  const site = siteOfExample(provisioner, differences);
  const runtime = runtimeOf(engines, provisioner);
  const parent = hubParent(site.region) as ParentCluster;
  if (runtime) return runtime.lower({ parent, sites: [{ site, settings: provisioner }] }, [provisioner]);
  const engine = provisionerOf(engines, provisioner) as ProvisioningEngine<Provisioner>;
  return engine.lower({ site, pool: poolOf(site), bootstrap: agentBootstrap }, provisioner);
}
