import { objectOfFile } from "../../model/layout.ts";
import type { ChangeRule } from "../rule.ts";

export const fixedObjects: ChangeRule = {
  id: "FLT-GUARD-012",
  scope: "change",
  severity: "error",
  title: "An object keeps the fields that its cluster does not let change",
  help: "The API server or a webhook refuses another value of some fields: claim templates and selectors, the role of a binding, provisioner and parameters of a StorageClass, MAC and BMC of a BareMetalHost, templates of Cluster API as a whole. Flux and Argo CD then stop applying the whole folder, and nothing else in it is updated until somebody takes the change back. The published object is read from the repository and compared.",
  bad: `# statefulset_observability_prometheus.yaml of the tip
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: prometheus, namespace: observability }
spec: { volumeClaimTemplates: [{ spec: { resources: { requests: { storage: 200Gi } } } }] }
---
# statefulset_observability_prometheus.yaml of the new content
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: prometheus, namespace: observability }
spec: { volumeClaimTemplates: [{ spec: { resources: { requests: { storage: 300Gi } } } }] }
`,
  good: `# statefulset_observability_prometheus.yaml of the tip
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: prometheus, namespace: observability }
spec: { volumeClaimTemplates: [{ spec: { resources: { requests: { storage: 200Gi } } } }] }
---
# statefulset_observability_prometheus.yaml of the new content
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: prometheus, namespace: observability }
spec: { replicas: 2, volumeClaimTemplates: [{ spec: { resources: { requests: { storage: 200Gi } } } }] }
`,
  check({ fixed }) {
    return fixed.map(({ path, construct, field, remedy, source }) => ({
      message: `${objectOfFile(path.slice(path.lastIndexOf("/") + 1))} changes ${field}, which its cluster refuses`,
      subject: construct,
      hint: `${remedy} (${source})`,
    }));
  },
};
