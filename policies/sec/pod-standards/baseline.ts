/** The baseline level of Kubernetes' Pod Security Standards, control by control. */

import { field, isMapping, mappings, text, texts } from "../../../model/json-fields.ts";
import type { Privilege } from "../../../model/privilege.ts";
import { containers, type Pod } from "../pods.ts";

type Fields = Readonly<Record<string, unknown>>;

/** What one control finds in a pod, in words; and what a layer declares to be let off. */
export interface Control {
  readonly privilege: Privilege;
  readonly find: (pod: Pod) => readonly string[];
}

/** Values as in k8s.io/pod-security-admission v0.35.0 policy/check_*.go, without what user namespaces relax since 1.35. */
export const baseline: readonly Control[] = [
  {
    privilege: "hostNamespaces",
    find: ({ spec }) =>
      ["hostNetwork", "hostPID", "hostIPC"].filter((key) => spec[key] === true).map((key) => `the pod has ${key}`),
  },
  {
    privilege: "hostProcess",
    find: inContexts(({ windowsOptions }) =>
      field(windowsOptions, "hostProcess") === true ? "is a process of its Windows host" : undefined,
    ),
  },
  {
    privilege: "privileged",
    find: inContexts(({ privileged }) => (privileged === true ? "is privileged" : undefined)),
  },
  { privilege: "capabilities", find: addedCapabilities },
  {
    privilege: "hostPath",
    find: ({ spec }) =>
      mappings(spec["volumes"]).flatMap((volume) => {
        const path = field(volume, "hostPath", "path");
        return isMapping(volume["hostPath"])
          ? [`the volume ${String(volume["name"])} is the host's ${String(path)}`]
          : [];
      }),
  },
  {
    privilege: "hostPorts",
    find: ({ spec }) =>
      containers(spec).flatMap((container) =>
        mappings(container["ports"])
          .filter(({ hostPort }) => hostPort !== undefined && hostPort !== 0)
          .map(({ hostPort }) => `${title(container)} takes port ${String(hostPort)} of the host`),
      ),
  },
  { privilege: "probeHost", find: probeHosts },
  { privilege: "appArmor", find: appArmor },
  {
    privilege: "seLinux",
    find: inContexts(({ seLinuxOptions: own }) => {
      const [user, role, type] = ["user", "role", "type"].map((key) => text(field(own, key)) ?? "");
      if (user !== "" || role !== "") return "sets an SELinux user or role";
      return seLinuxTypes.has(type ?? "") ? undefined : `has the SELinux type ${type}`;
    }),
  },
  {
    privilege: "procMount",
    find: inContexts(({ procMount }) =>
      procMount === undefined || procMount === "Default" ? undefined : `has procMount ${String(procMount)}`,
    ),
  },
  {
    privilege: "seccomp",
    find: inContexts(({ seccompProfile }) => profileProblem("seccomp", field(seccompProfile, "type"))),
  },
  {
    privilege: "sysctls",
    find: ({ spec }) =>
      mappings(field(spec, "securityContext", "sysctls"))
        .filter(({ name }) => !safeSysctls.has(String(name)))
        .map(({ name }) => `the pod sets ${String(name)} of the kernel`),
  },
];

/** What a container has without asking; compared to the letter, since `sys_admin` and `CAP_SYS_ADMIN` work as well. */
const defaultCapabilities: ReadonlySet<string> = new Set(
  `AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE SETFCAP SETGID SETPCAP SETUID
  SYS_CHROOT`.split(/\s+/),
);

const seLinuxTypes: ReadonlySet<string> = new Set([
  "",
  "container_t",
  "container_init_t",
  "container_kvm_t",
  "container_engine_t",
]);

const safeSysctls: ReadonlySet<string> = new Set([
  "kernel.shm_rmid_forced",
  "net.ipv4.ip_local_port_range",
  "net.ipv4.ip_local_reserved_ports",
  "net.ipv4.ip_unprivileged_port_start",
  "net.ipv4.ping_group_range",
  "net.ipv4.tcp_fin_timeout",
  "net.ipv4.tcp_keepalive_intvl",
  "net.ipv4.tcp_keepalive_probes",
  "net.ipv4.tcp_keepalive_time",
  "net.ipv4.tcp_rmem",
  "net.ipv4.tcp_syncookies",
  "net.ipv4.tcp_wmem",
]);

/** Looks at the security context of the pod and at that of each container. */
function inContexts(problem: (context: Fields) => string | undefined): Control["find"] {
  return ({ spec }) =>
    [{ name: "the pod", own: spec["securityContext"] }]
      .concat(containers(spec).map((each) => ({ name: title(each), own: each["securityContext"] })))
      .flatMap(({ name, own }) => {
        const found = isMapping(own) ? problem(own) : undefined;
        return found === undefined ? [] : [`${name} ${found}`];
      });
}

function addedCapabilities({ spec }: Pod): readonly string[] {
  return containers(spec).flatMap((container) =>
    texts(field(container, "securityContext", "capabilities", "add"))
      .filter((each) => !defaultCapabilities.has(each))
      .map((each) => `${title(container)} has the capability ${each}`),
  );
}

const probes = ["livenessProbe", "readinessProbe", "startupProbe"].map((key) => [key]);
const hooks = ["postStart", "preStop"].map((key) => ["lifecycle", key]);

function probeHosts({ spec }: Pod): readonly string[] {
  return containers(spec).flatMap((container) =>
    [...probes, ...hooks].flatMap((path) =>
      ["httpGet", "tcpSocket"].flatMap((kind) => {
        const host = field(container, ...path, kind, "host");
        return host === undefined || host === "" ? [] : [`${title(container)} lets the server ask ${String(host)}`];
      }),
    ),
  );
}

/** The field since 1.30; older API servers read the annotation. */
function appArmor(pod: Pod): readonly string[] {
  const annotated = Object.entries(pod.annotations).flatMap(([key, value]) => {
    const [, name] = /^container\.apparmor\.security\.beta\.kubernetes\.io\/(.*)$/.exec(key) ?? [];
    const isKnown = value === "" || value === "runtime/default" || String(value).startsWith("localhost/");
    return name === undefined || isKnown ? [] : [`container ${name} has the AppArmor profile ${String(value)}`];
  });
  const inFields = inContexts(({ appArmorProfile }) => profileProblem("AppArmor", field(appArmorProfile, "type")));
  return [...inFields(pod), ...annotated];
}

function profileProblem(what: string, type: unknown): string | undefined {
  if (type === undefined || type === "RuntimeDefault" || type === "Localhost") return undefined;
  return `has the ${what} profile ${String(type)}`;
}

function title(container: Fields): string {
  return `container ${String(container["name"])}`;
}
