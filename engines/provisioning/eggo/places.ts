/** Where eggo and what is around it look for their files, in a pod and on an operator's machine alike. */

/** The archives of packages. */
export const PACKAGES_FOLDER = "/var/lib/flotilla/eggo";

/** What eggo knows of its clusters, authorities and kubeconfigs among it; eggo takes no other folder (pkg/api/tools.go). */
export const STATE_FOLDER = "/etc/eggo";

/** Names of the files of a cluster. */
export const FILES = {
  cluster: "cluster.yaml",
  servers: "servers.txt",
  packages: "eggo-packages.yaml",
  nodes: "nodes.sh",
  agent: "first-agent.yaml",
  run: "run.sh",
} as const;

/** Port of the API server, at control planes and at what balances them. */
export const API_PORT = 6443;
/** eggo logs in at its servers. */
export const SSH_PORT = 22;
