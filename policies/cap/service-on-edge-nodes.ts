import { appSites } from "../../constructs/app-sites.ts";
import { sourceAt } from "../../model/source.ts";
import { pluralize } from "../pluralize.ts";
import type { FleetRule } from "../rule.ts";

export const serviceOnEdgeNodes: FleetRule = {
  id: "FLT-CAP-027",
  scope: "fleet",
  severity: "warning",
  title: "An app with ports is put where Services lead to pods",
  help: "Ports of an app become a Service. Where servers of a site are nodes of another cluster by KubeEdge, nothing leads from its address or its name to pods: there is neither kube-proxy nor a name server of the cluster. The pods run, and only who knows the address of one on the same server reaches it. Put such an app at sites that are clusters, leave out ports that nobody asks for, or bring something that has Services, such as EdgeMesh, in a layer of the hub's profile and exempt the app.",
  bad: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-kiosk-01, kind: nodes, hosts: [{}] }]
---
# apps/retail/checkout.yaml
ports: [{ name: http, port: 8080 }]
`,
  good: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-kiosk-01, kind: nodes, hosts: [{}] }]
---
# apps/retail/checkout.yaml
ports: []
`,
  check(fleet, { engines }) {
    return fleet.apps.flatMap((app) => {
      if (app.spec.ports.length === 0 && !app.spec.peers) return [];
      const cutOff = appSites(app).filter(({ profile, spec }) => {
        if (profile?.siteKind !== spec.kind) return false;
        const runtime = profile?.provisioner && engines.runtime(profile.provisioner);
        return runtime && !runtime.hasServices;
      });
      const [first] = cutOff;
      if (!first) return [];
      const names = app.spec.ports.map(({ name }) => name).join(", ");
      const what = names === "" ? "by which its peers find each other" : `with the ports ${names}`;
      return [
        {
          message: `its Service leads nowhere at ${pluralize(cutOff.length, "site")} whose servers are edge nodes, such as ${first.path}, ${what}`,
          subject: app.path,
          others: cutOff.map(({ path }) => path),
          at: sourceAt(app.source, names === "" ? "peers" : "ports"),
          hint: "narrow select to sites that are clusters, or leave out ports that nobody asks for",
        },
      ];
    });
  },
};
