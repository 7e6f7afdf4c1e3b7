import { sourceAt } from "../../model/source.ts";
import type { ChangeRule } from "../rule.ts";

export const shipFirst: ChangeRule = {
  id: "FLT-GUARD-010",
  scope: "change",
  severity: "error",
  title: "A cluster that its own servers found is shipped before it is active",
  help: "The founding of a cluster belongs to the birth of a site. K3s servers found it while the site is `shipped`; in every later state each server that is installed joins the cluster that is there, so that a replaced one never founds a second cluster behind the same address. A site that begins as `active` has several servers that wait for each other for ever. A site with one control plane has no such choice and may begin in any state.",
  bad: `# .flotilla/inventory.json of the tip
sites:
  sz-futian-01: { state: active }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites:
  - { name: sz-futian-01 }
  - name: sz-nanshan-01
    state: active
    network: { nodes: 10.44.12.0/26, vip: 10.44.12.10 }
    hosts: [{ role: control-plane }, { role: control-plane }, { role: control-plane }]
`,
  good: `# .flotilla/inventory.json of the tip
sites:
  sz-futian-01: { state: active }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites:
  - { name: sz-futian-01 }
  - name: sz-nanshan-01
    state: shipped
    network: { nodes: 10.44.12.0/26, vip: 10.44.12.10 }
    hosts: [{ role: control-plane }, { role: control-plane }, { role: control-plane }]
`,
  check({ before, fleet, repository, engines }) {
    const region = fleet.regions.find(({ name }) => name === repository);
    if (!region || !before) return [];
    return region.sites.flatMap((site) => {
      const { name, spec, profile, path, source } = site;
      const old = before.sites[name];
      const foundingState = profile && engines.foundingState(profile.provisioner);
      if (!foundingState || !site.isEmitted || (old && old.state !== "planned")) return [];
      const count = site.controlPlanes.length;
      if (count < 2 || spec.state === foundingState || spec.state === "retired") return [];
      return [
        {
          message: `site ${name} begins as ${spec.state}, in which none of its ${count} control planes founds the cluster, expected state: ${foundingState}`,
          subject: path,
          at: sourceAt(source, "state"),
          hint: `say state: ${foundingState} until its cluster is there, then ${spec.state}; a cluster that lives already needs an exemption`,
        },
      ];
    });
  },
};
