import { isPutAt } from "../../constructs/app-sites.ts";
import { pluralize } from "../pluralize.ts";
import type { FleetRule } from "../rule.ts";
import { nodePortSource } from "./node-port-source.ts";

export const nodePortAnswered: FleetRule = {
  id: "FLT-NET-025",
  scope: "fleet",
  severity: "error",
  title: "A node port has a number, and servers that answer at it",
  help: "Whoever asks a server at a node port is led to a pod by kube-proxy, or by what stands in for it. Servers that join another cluster by KubeEdge have neither, so nobody would ever answer. A port with `auto` has no number until `flotilla allocate` gives one, and a fleet that a program makes has to state it.",
  bad: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-kiosk-01, kind: nodes, hosts: [{}] }]
---
# apps/retail/checkout.yaml
ports: [{ name: http, port: 8080, nodePort: 31080 }]
`,
  good: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-kiosk-01, kind: nodes, hosts: [{}] }]
---
# apps/retail/checkout.yaml
ports: []
`,
  check(fleet, { engines }) {
    const sites = fleet.regions.flatMap((region) => region.sites);
    const silent = sites.filter(({ profile, spec }) => {
      const runtime = profile?.siteKind === spec.kind && profile ? engines.runtime(profile.provisioner) : undefined;
      return runtime !== undefined && !runtime.hasServices;
    });
    return fleet.apps.flatMap((app) => {
      const asked = [...app.spec.ports, ...app.spec.containers.flatMap(({ ports }) => ports)].filter(
        ({ nodePort }) => nodePort !== undefined,
      );
      const [first] = asked;
      if (!first || app.isRetired) return [];
      const cutOff = silent.filter((site) => isPutAt(app, site));
      const [where] = cutOff;
      return [
        ...(app.source
          ? []
          : asked
              .filter(({ nodePort }) => nodePort === "auto")
              .map(({ name }) => ({
                message: `the node port of ${name} is auto in a fleet that a program makes, expected a number`,
                subject: app.path,
                hint: "state one from 31000 to 32399: only apps in files are given numbers by flotilla allocate",
              }))),
        ...(where
          ? [
              {
                message: `nothing answers at its node ports at ${pluralize(cutOff.length, "site")} whose servers are edge nodes, such as ${where.path}`,
                subject: app.path,
                others: cutOff.map(({ path }) => path),
                at: nodePortSource(app, first.name),
                hint: "narrow select to sites that are clusters, or whose runtime has Services",
              },
            ]
          : []),
      ];
    });
  },
};
