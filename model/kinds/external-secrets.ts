/** Facts of the kinds of external-secrets.io, by which engines and layers refer to secret stores. */
import type { KindTable } from "./facts.ts";

/** With `creationPolicy: Owner` the Secret goes with its ExternalSecret; pods that run keep what they have read. */
export const externalSecretsKinds: KindTable = {
  "ExternalSecret.external-secrets.io": { onChange: "no restart", onRemoval: "removes" },
  "SecretStore.external-secrets.io": { onChange: "no restart", onRemoval: "removes" },
  "ClusterSecretStore.external-secrets.io": { onChange: "no restart", onRemoval: "removes" },
};
