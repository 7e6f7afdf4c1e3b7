import type { ManifestRule } from "../rule.ts";
import { baseline } from "./pod-standards/baseline.ts";
import { restrictedProblems } from "./pod-standards/restricted.ts";
import { podlessKinds, pods } from "./pods.ts";
import { tenantOf } from "./tenant-namespaces.ts";

export const restrictedPod: ManifestRule = {
  id: "FLT-SEC-044",
  scope: "manifest",
  severity: "error",
  widest: "site",
  exceptKinds: podlessKinds,
  atApiServer: {
    by: "Pod Security admission, whose level flotilla-namespaces keeps",
    where: "pods, in namespaces of tenants",
  },
  title: "Pods of tenants keep to the restricted standard",
  help: "Kubernetes' restricted level, control by control, whatever the layer declares: no root, no capability but NET_BIND_SERVICE, no privilege escalation, a seccomp profile, volumes of the cluster alone, and all of the baseline. The namespaces of tenants enforce the same, so that the cluster would refuse the pod, but only its controller would hear of it.",
  bad: `# an object of tenant retail
apiVersion: apps/v1
kind: Deployment
metadata: { name: checkout, namespace: retail }
spec:
  template:
    spec:
      securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }
      containers:
        - name: checkout
          image: registry.panji.example/retail/checkout:2.4.1
          securityContext: { allowPrivilegeEscalation: false }
`,
  good: `# an object of tenant retail
apiVersion: apps/v1
kind: Deployment
metadata: { name: checkout, namespace: retail }
spec:
  template:
    spec:
      securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }
      containers:
        - name: checkout
          image: registry.panji.example/retail/checkout:2.4.1
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } }
`,
  check(object, context) {
    if (tenantOf(object.metadata.namespace, context) === undefined) return [];
    return pods(object)
      .flatMap((pod) => [...baseline.flatMap(({ find }) => find(pod)), ...restrictedProblems(pod)])
      .map((message) => ({ message, hint: "see Kubernetes' Pod Security Standards, level restricted" }));
  },
};
