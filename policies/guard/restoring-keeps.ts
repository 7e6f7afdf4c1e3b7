import type { Inventory } from "../../model/inventory.ts";
import { hubHome, platformPath } from "../../model/layout.ts";
import { sourceAt } from "../../model/source.ts";
import { pluralize } from "../pluralize.ts";
import type { ChangeRule } from "../rule.ts";

export const restoringKeeps: ChangeRule = {
  id: "FLT-GUARD-017",
  scope: "change",
  severity: "error",
  title: "A hub that comes back from a back-up loses nothing",
  help: "While `hub.state` is `restoring`, the hub may know less than Git or more: a back-up is older than the loss. An object that goes from Git meanwhile would be forgotten by the hub's delivery, which deletes nothing then, and stay behind for ever; or it is one that a server in the field still needs. So a change that begins the restoring, is made during it or ends it takes nothing away from the hub. Remove sites, servers and layers once `state: active` was published and the hub has applied that. The guide for a lost hub has the steps.",
  bad: `# .flotilla/inventory.json of the tip
sites:
  sz-nanshan-01: { zone: shenzhen, state: active }
files:
  hub/platform/50-metrics/service_observability_metrics-receiver.yaml: { id: a1b2c3, construct: panji/guangdong/hub }
---
# .flotilla/inventory.json of the new content
files:
  hub/platform/20-facts/configmap_observability_facts.yaml: { id: d4e5f6 }
---
# sites/guangdong/region.yaml
name: guangdong
hub: { profile: region-hub@1.0.0, endpoint: "https://hub.gd.panji.example:6443", state: restoring }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01 }]
`,
  good: `# .flotilla/inventory.json of the tip
sites:
  sz-nanshan-01: { zone: shenzhen, state: active }
files:
  hub/platform/50-metrics/service_observability_metrics-receiver.yaml: { id: a1b2c3, construct: panji/guangdong/hub }
---
# .flotilla/inventory.json of the new content
files:
  hub/platform/50-metrics/service_observability_metrics-receiver.yaml: { id: a1b2c3, construct: panji/guangdong/hub }
---
# sites/guangdong/region.yaml
name: guangdong
hub: { profile: region-hub@1.0.0, endpoint: "https://hub.gd.panji.example:6443", state: restoring }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01 }]
`,
  check({ before, after, fleet, repository }) {
    const hub = fleet.regions.find(({ name }) => name === repository)?.hub;
    if (!hub || !before || !(hub.isRestoring || keptAll(before))) return [];
    const present = new Set(after.files.map(({ path }) => path));
    const gone = Object.keys(before.files).filter((path) => path.startsWith(`${hubHome}/`) && !present.has(path));
    const [first] = gone.sort();
    if (first === undefined) return [];
    const rest = gone.length - 1;
    const more = rest === 0 ? "" : ` and ${pluralize(rest, "other file")}`;
    const when = hub.isRestoring ? "while the hub is restoring" : "with the change that ends the restoring of the hub";
    return [
      {
        message: `${first}${more} would go ${when}, expected every object of the tip to stay`,
        subject: hub.path,
        at: sourceAt(hub.source, "state"),
        hint: "put back what this change removes, publish, and remove it once state: active is published and applied",
      },
    ];
  },
};

/** The tip was written while the hub was restoring: all of its platform stays in the cluster, whatever becomes of the files. */
function keptAll({ files }: Inventory): boolean {
  const platform = Object.entries(files).filter(
    ([path]) => path.startsWith(platformPath("")) && !path.endsWith("/kustomization.yaml"),
  );
  return platform.length > 0 && platform.every(([, { kept }]) => kept === true);
}
