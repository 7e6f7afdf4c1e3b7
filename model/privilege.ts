/** What a layer may do beyond the baseline of Kubernetes' Pod Security Standards, each declared with its reason. */

/**
 * Words for the controls of the baseline level (k8s.io/pod-security-admission policy/check_*.go), and for two things
 * that no pod shows: rights over the whole cluster, and objects that decide what its API server admits. `all` is for
 * charts, whose pods nobody sees before they are installed.
 */
export const privileges = [
  "all",
  "admission",
  "appArmor",
  "capabilities",
  "clusterRights",
  "hostNamespaces",
  "hostPath",
  "hostPorts",
  "hostProcess",
  "privileged",
  "probeHost",
  "procMount",
  "seLinux",
  "seccomp",
  "sysctls",
] as const;
export type Privilege = (typeof privileges)[number];

/** True stands for all of them without a reason, as tests and layers of one's own may say; false for none. */
export type Privileges = boolean | Readonly<Partial<Record<Privilege, string>>>;

export function hasPrivilege(granted: Privileges, wanted: Privilege): boolean {
  if (typeof granted === "boolean") return granted;
  return granted.all !== undefined || granted[wanted] !== undefined;
}
