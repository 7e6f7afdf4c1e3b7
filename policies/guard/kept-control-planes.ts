import { place } from "../place.ts";
import { pluralize } from "../pluralize.ts";
import type { ChangeRule } from "../rule.ts";
import { keptSites } from "./kept-sites.ts";

export const keptControlPlanes: ChangeRule = {
  id: "FLT-GUARD-011",
  scope: "change",
  severity: "error",
  title: "A cluster that its own servers found does not lose control planes by an edit",
  help: "Removing control planes from a file tells no etcd where no controller looks after its members. It still counts every member: of three, two gone are the majority, and the cluster stops. First take the servers out of the living cluster, one after another (`kubectl delete node NAME`, and look at `kubectl get nodes` in between), then remove them from the file under an exemption that names the ticket. To replace a server keep its place in the file and change what differs.",
  bad: `# .flotilla/inventory.json of the tip
sites:
  sz-nanshan-01: { state: active, controlPlanes: 3 }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01 }]
`,
  good: `# .flotilla/inventory.json of the tip
sites:
  sz-nanshan-01: { state: active, controlPlanes: 3 }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites:
  - name: sz-nanshan-01
    network: { nodes: 10.44.12.0/26, vip: 10.44.12.10 }
    hosts: [{ role: control-plane }, { role: control-plane }, { role: control-plane }]
`,
  check(change) {
    return keptSites(change).flatMap(({ name, before, after, site }) => {
      const [old, now] = [before.controlPlanes ?? 1, after.controlPlanes ?? 1];
      const isOwn = site.profile && change.engines.foundingState(site.profile.provisioner) !== undefined;
      if (!isOwn || before.kind !== after.kind || now >= old) return [];
      return [
        {
          message: `site ${name} goes from ${old} control planes to ${now}, expected ${old}: etcd would still count ${pluralize(old - now, "member")} more`,
          subject: site.path,
          at: place(site.source, "hosts"),
          hint: "delete the nodes of the living cluster one after another, then remove the servers under an exemption",
        },
      ];
    });
  },
};
