/** What `kubeadm join` is told on a server: it becomes an ordinary node, with the label by which it gets YurtHub. */

import type { Host } from "../../../constructs/host.ts";
import type { Artifact } from "../../artifact.ts";
import type { ParentCluster } from "../../engine.ts";
import { nodeLabels } from "../../node-labels.ts";
import { joinConfiguration } from "../kubeadm.ts";
import { POOL_LABEL, poolName } from "./pool-name.ts";

/** Name of the file below hosts/<id>/. */
export const JOIN_FILE = "kubeadm-join.yaml";

/** Those that count at registration; that of the pool can be taken away or given later, and never changed. */
function joinLabels(host: Host, { ref }: Pick<ParentCluster, "ref">): Readonly<Record<string, string>> {
  return { ...host.labels, ...nodeLabels(host.site), [POOL_LABEL]: poolName(host.site.zone, ref) };
}

/** A JoinConfiguration with two placeholders for envsubst; the token is valid for an hour. */
export function kubeadmJoinFile(host: Host, parent: ParentCluster): Artifact {
  const text = joinConfiguration(host, parent, {
    labels: joinLabels(host, parent),
    nodeIp: host.addresses.join(","),
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a placeholder for envsubst
    token: "${JOIN_TOKEN}",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a placeholder for envsubst
    authorityHash: "${JOIN_CA_HASH}",
  });
  return {
    kind: "host-file",
    audience: host,
    owner: host.path,
    name: JOIN_FILE,
    text: `# kubeadm reads it once envsubst has put in JOIN_TOKEN and JOIN_CA_HASH, as operator/openyurt-join does.\n${text}`,
  };
}
