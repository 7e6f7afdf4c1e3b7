/** What a centre hands apps out with, as its profile says it. */

import type { ProfileImage } from "./provisioner.ts";

/** Karmada: the hubs are its members, and each pulls what is for it by an agent of its own. */
export interface KarmadaFederation {
  readonly engine: "karmada";
  /** Runs on every hub that is a member; of the version of the control plane. */
  readonly agent: ProfileImage;
  /** Image with `sh` and `kubectl`, which gives the centre's delivery its rights in the control plane. */
  readonly kubectl: ProfileImage;
  /** ClusterSecretStore on the hubs with the kubeconfigs of the agents, at `karmada/agents/<region>`: kubeconfig. */
  readonly secretStore: string;
}

export type Federation = KarmadaFederation;
