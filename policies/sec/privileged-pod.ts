import type { ManifestRule } from "../rule.ts";
import { field, mappings, texts } from "./fields.ts";
import { containers, type PodSpec, podlessKinds, podSpecs } from "./pods.ts";

/** Capabilities that are as good as root on the host. */
const dangerous: ReadonlySet<string> = new Set([
  "ALL",
  "BPF",
  "DAC_READ_SEARCH",
  "NET_ADMIN",
  "SYS_ADMIN",
  "SYS_MODULE",
  "SYS_PTRACE",
  "SYS_RAWIO",
]);

export const privilegedPod: ManifestRule = {
  id: "FLT-SEC-010",
  scope: "manifest",
  severity: "error",
  exceptKinds: podlessKinds,
  title: "Pods get at their host in privileged layers alone",
  help: "A privileged container, the host's network, processes, IPC or folders, a port of the host or a capability such as SYS_ADMIN make a pod as good as root on the server. Layers that need it (networks, storage, host agents) say `privileged: true`, which a reviewer sees.",
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
    if (privileged) return [];
    return podSpecs(object)
      .flatMap((pod) => [...podProblems(pod), ...containers(pod).flatMap(containerProblems)])
      .map((problem) => ({
        message: problem,
        hint: "do without it, or mark the layer privileged: true in a new version of the profile",
      }));
  },
};

function podProblems(pod: PodSpec): readonly string[] {
  const shared = ["hostNetwork", "hostPID", "hostIPC"].filter((key) => pod[key] === true);
  const folders = mappings(pod["volumes"]).flatMap((volume) => {
    const path = field(volume, "hostPath", "path");
    return path === undefined ? [] : [`the volume ${String(volume["name"])} is the host's ${String(path)}`];
  });
  return [...shared.map((key) => `the pod has ${key}`), ...folders];
}

function containerProblems(container: Readonly<Record<string, unknown>>): readonly string[] {
  const name = `container ${String(container["name"])}`;
  const context = container["securityContext"];
  const added = texts(field(context, "capabilities", "add")).filter((each) => dangerous.has(each.replace(/^CAP_/, "")));
  const ports = mappings(container["ports"]).filter(({ hostPort }) => typeof hostPort === "number" && hostPort > 0);
  return [
    ...(field(context, "privileged") === true ? [`${name} is privileged`] : []),
    ...added.map((each) => `${name} has the capability ${each}`),
    ...ports.map(({ hostPort }) => `${name} takes port ${String(hostPort)} of the host`),
  ];
}
