import { sourceAt } from "../../model/source.ts";
import { duplicates } from "../duplicates.ts";
import type { FleetRule } from "../rule.ts";

export const hubEndpoints: FleetRule = {
  id: "FLT-HIER-002",
  scope: "fleet",
  severity: "error",
  title: "Every region has a hub of its own, apart from the centre",
  help: "Two regions with the same hub endpoint, or a hub at the centre's endpoint, are one cluster that two repositories would fight over: each would prune what the other made. Give every region its own hub.",
  bad: `# sites/guangdong/region.yaml
hub: { profile: region-hub@1.0.0, endpoint: "https://hub.panji.example:6443" }
---
# sites/hunan/region.yaml
hub: { profile: region-hub@1.0.0, endpoint: "https://hub.panji.example:6443" }
`,
  good: `# sites/guangdong/region.yaml
hub: { profile: region-hub@1.0.0, endpoint: "https://hub.gd.panji.example:6443" }
---
# sites/hunan/region.yaml
hub: { profile: region-hub@1.0.0, endpoint: "https://hub.hn.panji.example:6443" }
`,
  check(fleet) {
    const endpoints = [
      {
        name: "the centre",
        path: fleet.centre.path,
        endpoint: fleet.spec.centre.endpoint,
        source: fleet.centre.source,
      },
      ...fleet.regions.flatMap(({ name, hub }) =>
        hub ? [{ name: `the hub of ${name}`, path: hub.path, endpoint: hub.endpoint, source: hub.source }] : [],
      ),
    ];
    return duplicates(endpoints, ({ endpoint }) => canonical(endpoint)).map(({ item, first }) => ({
      message: `${item.name} has the endpoint ${item.endpoint} of ${first.name}, expected a cluster of its own`,
      subject: item.path,
      others: [first.path],
      at: sourceAt(item.source, "endpoint"),
      hint: "one of the two endpoints is wrong, or two regions share one cluster",
    }));
  },
};

/** Spellings of one endpoint: case of the host, the default port, a slash at the end. */
function canonical(endpoint: string): string {
  const { host, pathname } = new URL(endpoint);
  return `${host}${pathname.replace(/\/$/, "")}`;
}
