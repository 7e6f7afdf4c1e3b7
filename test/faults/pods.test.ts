import { describe, expect, test } from "vitest";
import { hasPrivilege, type Privilege, privileges } from "../../model/privilege.ts";
import { baseline } from "../../policies/sec/pod-standards/baseline.ts";
import { pods } from "../../policies/sec/pods.ts";
import { findings } from "../policies/finding.ts";
import { specimens } from "../profiles/specimens.ts";

const pod = (spec: string, { header = "a layer's object", annotations = "{}", namespace = "observability" } = {}) =>
  `# ${header}\napiVersion: v1\nkind: Pod\nmetadata: { name: p, namespace: ${namespace}, annotations: ${annotations} }\nspec: ${spec}\n`;
const told = (id: string, text: string) => findings(id, text).map(({ message }) => message.replace(/^.*?: /, ""));
const container = (context: string) => `{ containers: [{ name: c, securityContext: ${context} }] }`;

describe("A pod of a layer that declares nothing keeps to the baseline standard", () => {
  test.each<[string, string, string]>([
    ["an unmasked /proc", container("{ procMount: Unmasked }"), "container c has procMount Unmasked"],
    [
      "no seccomp profile for a container",
      container("{ seccompProfile: { type: Unconfined } }"),
      "container c has the seccomp profile Unconfined",
    ],
    [
      "no seccomp profile for the pod",
      "{ securityContext: { seccompProfile: { type: Unconfined } } }",
      "the pod has the seccomp profile Unconfined",
    ],
    [
      "no AppArmor profile",
      container("{ appArmorProfile: { type: Unconfined } }"),
      "container c has the AppArmor profile Unconfined",
    ],
    [
      "a capability in lower case",
      container("{ capabilities: { add: [sys_admin] } }"),
      "container c has the capability sys_admin",
    ],
    [
      "a capability with its prefix",
      container("{ capabilities: { add: [CAP_SYS_ADMIN] } }"),
      "container c has the capability CAP_SYS_ADMIN",
    ],
    ["all capabilities", container("{ capabilities: { add: [ALL] } }"), "container c has the capability ALL"],
    [
      "a capability that is seldom named",
      container("{ capabilities: { add: [SYS_TIME, CHECKPOINT_RESTORE] } }"),
      "container c has the capability SYS_TIME",
    ],
    ["raw packets", container("{ capabilities: { add: [NET_RAW] } }"), "container c has the capability NET_RAW"],
    [
      "an SELinux type that is not confined",
      container("{ seLinuxOptions: { type: spc_t } }"),
      "container c has the SELinux type spc_t",
    ],
    [
      "an SELinux user",
      "{ securityContext: { seLinuxOptions: { user: system_u } } }",
      "the pod sets an SELinux user or role",
    ],
    [
      "an unsafe sysctl",
      "{ securityContext: { sysctls: [{ name: kernel.msgmax, value: '1' }] } }",
      "the pod sets kernel.msgmax of the kernel",
    ],
    [
      "a process of a Windows host",
      container("{ windowsOptions: { hostProcess: true } }"),
      "container c is a process of its Windows host",
    ],
    [
      "a port of the host",
      "{ containers: [{ name: c, ports: [{ containerPort: 80, hostPort: 80 }] }] }",
      "container c takes port 80 of the host",
    ],
    [
      "a probe that asks another host",
      "{ containers: [{ name: c, livenessProbe: { httpGet: { host: 169.254.169.254, port: 80 } } }] }",
      "container c lets the server ask 169.254.169.254",
    ],
    [
      "a hook that asks another host",
      "{ containers: [{ name: c, lifecycle: { preStop: { tcpSocket: { host: 10.0.0.1, port: 80 } } } }] }",
      "container c lets the server ask 10.0.0.1",
    ],
    [
      "a privileged ephemeral container",
      "{ ephemeralContainers: [{ name: c, securityContext: { privileged: true } }] }",
      "container c is privileged",
    ],
    [
      "the root folder of its server",
      "{ volumes: [{ name: v, hostPath: { path: / } }] }",
      "the volume v is the host's /",
    ],
  ])("and has not %s", (_, spec, message) => {
    expect(told("FLT-SEC-010", pod(spec))).toContain(message);
    expect(told("FLT-SEC-044", pod(spec, { header: "an object of tenant retail", namespace: "retail" }))).toContain(
      message,
    );
  });

  test("and lifts no AppArmor profile by an annotation either", () => {
    const annotations = "{ container.apparmor.security.beta.kubernetes.io/c: unconfined }";
    expect(told("FLT-SEC-010", pod("{}", { annotations }))).toEqual([
      "container c has the AppArmor profile unconfined",
    ]);
  });

  test("in whatever object the pod stands", () => {
    const spec = "{ template: { spec: { hostPID: true } } }";
    for (const kind of ["ReplicationController", "ReplicaSet", "DaemonSet", "Job"]) {
      const text = pod("{}").replace("kind: Pod", `kind: ${kind}`).replace("spec: {}", `spec: ${spec}`);
      expect(told("FLT-SEC-010", text)).toEqual(["the pod has hostPID"]);
    }
  });

  test("while the usual capabilities, profiles and safe sysctls pass", () => {
    const spec =
      "{ securityContext: { sysctls: [{ name: net.ipv4.ip_unprivileged_port_start, value: '0' }], seccompProfile: { type: Localhost } }, containers: [{ name: c, ports: [{ containerPort: 80, hostPort: 0 }], securityContext: { procMount: Default, capabilities: { add: [CHOWN, NET_BIND_SERVICE] }, seLinuxOptions: { type: container_t } } }] }";
    expect(told("FLT-SEC-010", pod(spec))).toEqual([]);
  });
});

describe("A pod of a tenant keeps to the restricted standard, whatever its layer declares", () => {
  const sound = {
    pod: "runAsNonRoot: true, seccompProfile: { type: RuntimeDefault }",
    container: "allowPrivilegeEscalation: false, capabilities: { drop: [ALL] }",
  };
  const tenants = (own: Partial<typeof sound>, volumes = "[]") => {
    const all = { ...sound, ...own };
    return pod(
      `{ volumes: ${volumes}, securityContext: { ${all.pod} }, containers: [{ name: c, securityContext: { ${all.container} } }] }`,
      {
        header: "an object of a privileged layer",
        namespace: "retail",
      },
    );
  };
  test.each<[string, Partial<typeof sound>, string]>([
    ["root by its user", { pod: `${sound.pod}, runAsUser: 0` }, "the pod runs as root"],
    [
      "root by leaving it open",
      { pod: "seccompProfile: { type: RuntimeDefault }" },
      "container c lacks runAsNonRoot: true",
    ],
    ["no seccomp profile", { pod: "runAsNonRoot: true" }, "container c lacks a seccompProfile"],
    [
      "raised privileges",
      { container: "capabilities: { drop: [ALL] }" },
      "container c lacks allowPrivilegeEscalation: false",
    ],
    [
      "the usual capabilities",
      { container: "allowPrivilegeEscalation: false" },
      "container c does not drop ALL capabilities",
    ],
    [
      "a usual capability",
      { container: "allowPrivilegeEscalation: false, capabilities: { drop: [ALL], add: [CHOWN] }" },
      "container c adds the capability CHOWN",
    ],
  ])("and has not %s", (_, own, message) => {
    expect(told("FLT-SEC-044", tenants(own))).toEqual([message]);
  });
  test("and mounts nothing past the drivers of the cluster", () => {
    expect(told("FLT-SEC-044", tenants({}, "[{ name: v, nfs: { server: 10.0.0.1, path: / } }]"))).toEqual([
      "the volume v is of kind nfs",
    ]);
    expect(told("FLT-SEC-044", tenants({}, "[{ name: v, persistentVolumeClaim: { claimName: a } }]"))).toEqual([]);
  });
});

describe("A shipped layer declares the privileges that it needs, each with its reason, and no other", () => {
  const layers = specimens().flatMap(({ name, layers }) =>
    layers.map((layer) => [`${layer.name} of ${name}`, layer] as const),
  );
  test.each(layers)("%s", (_, { privileged, objects }) => {
    const own = objects.flatMap(pods);
    const needed = baseline
      .filter(({ find }) => own.some((each) => find(each).length > 0))
      .map(({ privilege }) => privilege);
    expect(needed.filter((each) => !hasPrivilege(privileged, each))).toEqual([]);
    if (typeof privileged === "boolean") return expect(privileged).toBe(false);
    if (privileged.all !== undefined) return;
    // Pods that a layer's own programs start, and volumes, are seen by other rules.
    const unseen: readonly Privilege[] = ["admission", "clusterRights", "hostPath"];
    const idle = privileges.filter(
      (each) => privileged[each] !== undefined && !needed.includes(each) && !unseen.includes(each),
    );
    expect(idle).toEqual([]);
  });
});
