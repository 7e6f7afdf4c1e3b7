import { hasPrivilege } from "../../model/privilege.ts";
import type { ManifestRule } from "../rule.ts";
import { baseline } from "./pod-standards/baseline.ts";
import { podlessKinds, pods } from "./pods.ts";

export const privilegedPod: ManifestRule = {
  id: "FLT-SEC-010",
  scope: "manifest",
  severity: "error",
  widest: "site",
  exceptKinds: podlessKinds,
  title: "Pods get at their host in privileged layers alone",
  help: "Kubernetes' baseline level, control by control: no privileged container, host namespace, host folder or host port, no capability beyond the usual, no profile of seccomp, AppArmor, SELinux or /proc that is looser than the usual, no unsafe sysctl. Anything of that makes a pod as good as root on the server. Layers that need it (networks, storage, host agents) name it with the reason in `privileged`, which a reviewer sees and docs/privileges.md lists.",
  bad: `# a layer's object
apiVersion: apps/v1
kind: Deployment
metadata: { name: prometheus, namespace: observability }
spec:
  template:
    spec:
      hostNetwork: true
      containers: [{ name: prometheus, image: "registry.panji.example/prom/prometheus:v3.5.0" }]
`,
  good: `# a layer's object
apiVersion: apps/v1
kind: Deployment
metadata: { name: prometheus, namespace: observability }
spec:
  template:
    spec:
      containers: [{ name: prometheus, image: "registry.panji.example/prom/prometheus:v3.5.0" }]
`,
  check(object, { privileged }) {
    const controls = baseline.filter(({ privilege }) => !hasPrivilege(privileged, privilege));
    if (controls.length === 0) return [];
    return pods(object).flatMap((pod) =>
      controls.flatMap(({ privilege, find }) =>
        find(pod).map((message) => ({
          message,
          hint: `do without it, or declare ${privilege} with its reason in a new version of the profile`,
        })),
      ),
    );
  },
};
