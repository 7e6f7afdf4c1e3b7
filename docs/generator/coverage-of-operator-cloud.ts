/** Rows of docs/coverage.md on what a carrier does with 1 centre, 31 provinces and N sites. */

import type { Coverage } from "./coverage-markdown.ts";

export const operatorCloud: readonly Coverage[] = [
  {
    capability: "Networks, VLANs and addresses out of the region's plan; nobody else moves",
    written: "`network: auto`, `region.yaml`: `network.plan`, `addresses.lock.yaml`",
    becomes: "ordinary networks in all that follows",
    proof: ["test/cli/allocate.test.ts", "With the published revision at hand, the site that is not there moves"],
  },
  {
    capability: "Clusters for a time out of a pool of servers, 800 in two months over 500 servers, and nothing is left",
    written: "`clusters/<team>/<name>.yaml`, `pool` of a zone, `quota` of a tenant",
    becomes: "a site of the zone, until its day",
    proof: [
      "test/compiler/allocate/recycling.test.ts",
      "800 clusters come and go in two months over 500 servers, and nothing of them is left",
    ],
  },
  {
    capability: "Clusters of both architectures out of packages, by eggo",
    written: "`edge-eggo@…`",
    becomes: "`operator/eggo/`, or ConfigMap, Job, ExternalSecret and claim on the hub",
    proof: [
      "test/engines/provisioning/eggo-run.test.ts",
      "A server that comes is joined as a worker, and one that goes is drained and deleted",
    ],
  },
  {
    capability: "The same by the real eggo on real servers",
    written: "the same",
    becomes: "the same",
    proof: { notProved: "eggo is no Go module and no package here; its file is held to a schema after its code" },
  },
  {
    capability: "A province behind a gateway: built from the centre with no route into it; a lost gateway is replaced",
    written: "`region.yaml`: `reach: gateway`, `gateway`, `spareGateway`",
    becomes: "Jobs at the centre, pinned to the gateway",
    proof: [
      "test/evolution/gateways.test.ts",
      "The spare that takes over has the work of every cluster of the region, with volumes of its own",
    ],
  },
  {
    capability: "The province's Argo CD on the gateway",
    written: "nothing",
    becomes: "nothing: clusters pull by their own agent",
    proof: { notProved: "its parts find each other by Services and names, which an edge node does not have" },
  },
  {
    capability: "An app from the centre to chosen regions, each with its differences, by Karmada",
    written: "`federate`, `regions` of an app; `hub.federation`; `centre@1.1.0`",
    becomes: "Cluster, PropagationPolicy and OverridePolicy an object, the agent on the hub",
    proof: ["test/e2e/karmada.test.ts", "an app arrives in both members, each with its own overrides"],
  },
  {
    capability: "A member that retires loses the app before its overrides",
    written: "`hub.federation.state: retired`",
    becomes: "an exclusion in every policy, then nothing",
    proof: [
      "test/e2e/karmada.test.ts",
      "a member that retires loses the app before its overrides, and the other one notices nothing",
    ],
  },
];
