import { field, mappings } from "../../model/json-fields.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { memoizeShared } from "../../model/memo.ts";
import type { ClusterRule } from "../rule.ts";

export const nodePortTaken: ClusterRule = {
  id: "FLT-NET-026",
  scope: "cluster",
  severity: "error",
  title: "A node port belongs to one Service of its cluster",
  help: "The API server refuses the second Service with the number. Two apps that state one number are told by FLT-NET-024; this looks at what comes of everything else: layers of a profile, objects of a site's own, what an engine brings. Not judged are Services that a chart makes, which is why the shipped ones lie outside of 31000 to 32399, where apps are.",
  bad: `# an object of layer 50-metrics
apiVersion: v1
kind: Service
metadata: { name: receiver, namespace: observability }
spec: { type: NodePort, ports: [{ name: web, port: 9090, nodePort: 31080 }] }
---
# an object of layer 80-apps-retail, tenant retail
apiVersion: v1
kind: Service
metadata: { name: checkout-node-ports, namespace: shops }
spec: { type: NodePort, ports: [{ name: http, port: 8080, nodePort: 31080 }] }
`,
  good: `# an object of layer 50-metrics
apiVersion: v1
kind: Service
metadata: { name: receiver, namespace: observability }
spec: { type: NodePort, ports: [{ name: web, port: 9090, nodePort: 30443 }] }
---
# an object of layer 80-apps-retail, tenant retail
apiVersion: v1
kind: Service
metadata: { name: checkout-node-ports, namespace: shops }
spec: { type: NodePort, ports: [{ name: http, port: 8080, nodePort: 31080 }] }
`,
  check({ folders }) {
    const all = folders.flatMap(({ objects, context: { layer, tenant } }) =>
      takenBy(objects).map((each) => ({ ...each, layer, isApp: tenant !== undefined })),
    );
    return [...Map.groupBy(all, ({ port }) => port).values()].flatMap((own) => {
      const first = own.find(({ isApp }) => !isApp);
      // Ports of one Service may share a number by different protocols.
      const another = own.find(
        (each) => each !== first && (each.name !== first?.name || each.protocol === first.protocol),
      );
      if (!first || !another) return [];
      return [
        {
          message: `node port ${first.port} of ${another.name} of ${another.layer} is that of ${first.name} of ${first.layer} too`,
          part: `node port ${first.port}`,
          hint: another.isApp
            ? "give the app another number; with nodePort: auto, flotilla allocate --move <tenant>/<app>"
            : "give one of the two another number, and those of the platform one outside of 31000 to 32399",
        },
      ];
    });
  },
};

interface Taken {
  readonly protocol: unknown;
  readonly port: number;
  readonly name: string;
}

/** Many sites share one list of objects. */
const takenBy = memoizeShared((objects: readonly KubernetesObject[]): readonly Taken[] =>
  objects.flatMap(({ kind, apiVersion, metadata: { name, namespace = "default" }, spec }) =>
    kind === "Service" && apiVersion === "v1"
      ? mappings(field(spec, "ports")).flatMap(({ nodePort, protocol = "TCP" }) =>
          typeof nodePort === "number" ? [{ protocol, port: nodePort, name: `service ${namespace}/${name}` }] : [],
        )
      : [],
  ),
);
