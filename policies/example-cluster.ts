/** The cluster that the examples of a rule on objects describe, in a fleet of which they say nothing. */

import type { Fleet } from "../constructs/fleet.ts";
import { capacityOf } from "../model/capacity.ts";
import type { KubernetesObject } from "../model/manifest.ts";
import type { Distribution } from "../model/provisioner.ts";
import type { ExampleDocument } from "./example-document.ts";
import type { ClusterContents, ClusterServers, ManifestContext } from "./rule.ts";

/** A header may say `tenant <name>`, `layer <name>`, `kubernetes <version>`, `privileged` or `delivery`. */
export function exampleContext(header: string, { spec, registries }: Fleet): ManifestContext {
  const tenant = /\btenant ([\w-]+)/.exec(header)?.[1];
  const kubernetes = /\bkubernetes ([\d.]+)/.exec(header)?.[1];
  return {
    layer: /\blayer (\S+)/.exec(header)?.[1] ?? (tenant ? `apps-${tenant}` : "monitoring"),
    category: tenant ? "app" : header.includes("delivery") ? "delivery" : "addon",
    privileged: header.includes("privileged"),
    registries,
    repositories: spec.repositories,
    tenants: spec.tenants,
    ...(tenant && { tenant }),
    ...(kubernetes && { kubernetes }),
  };
}

/** Whose cluster an example is. */
export interface ExampleHome {
  /** Construct path. */
  readonly construct: string;
  /** Folder in its repository. */
  readonly home: string;
}

/** A document headed `servers` has the distribution and the servers of the cluster; all others are objects. */
export function exampleCluster(
  documents: readonly ExampleDocument[],
  fleet: Fleet,
  { construct, home }: ExampleHome,
): ClusterContents {
  const servers = documents.find(({ header }) => header.startsWith("servers"))?.value;
  return {
    construct,
    ...(servers && { servers: serversOf(servers) }),
    folders: documents
      .filter(({ header }) => !header.startsWith("servers"))
      .map(({ header, value }, index) => ({
        path: `${home}/${index}`,
        objects: [value as unknown as KubernetesObject],
        context: exampleContext(header, fleet),
      })),
  };
}

function serversOf(value: object): ClusterServers {
  const { distribution, servers } = value as {
    distribution: Distribution;
    servers: readonly { name: string; role: string; cpu: string; memory: string }[];
  };
  const list = servers.map(({ name, role, ...size }) => ({
    name,
    isControlPlane: role === "control-plane",
    ...capacityOf(size),
  }));
  return { distribution, servers: list };
}
