import { certificateFault } from "../../model/certificate.ts";
import { field, isMapping } from "../../model/json-fields.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { isPublicKey } from "../../model/public-key.ts";
import type { ManifestRule } from "../rule.ts";

export const noSecret: ManifestRule = {
  id: "FLT-SEC-008",
  scope: "manifest",
  severity: "error",
  baseline: "never",
  kinds: ["Secret"],
  title: "No Secret is written to Git",
  help: "Base64 is no encryption: whoever can read the repository has the credential, and so does everybody who ever cloned it. Write an ExternalSecret that refers to the secret store, or encrypt the values with SOPS. Certificates without their keys and public keys may stay: Flux looks for authorities, and for whose signatures count, in Secrets alone.",
  bad: `# a layer's object
apiVersion: v1
kind: Secret
metadata: { name: remote-write, namespace: observability }
stringData: { password: tr0ub4dor }
`,
  good: `# a layer's object
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: remote-write, namespace: observability }
spec:
  secretStoreRef: { kind: ClusterSecretStore, name: platform }
  data: [{ secretKey: password, remoteRef: { key: observability/remote-write } }]
`,
  check(object) {
    const values = ["data", "stringData"].flatMap((key) => valuesOf(field(object, key)));
    const isEncrypted =
      field(object, "sops", "mac") !== undefined &&
      values.every((value) => typeof value === "string" && value.startsWith("ENC["));
    if (isEncrypted || isPublic(object)) return [];
    return [
      {
        message: "a Secret in plain text, expected an ExternalSecret or values encrypted with SOPS",
        hint: "refer to the secret store with an ExternalSecret",
      },
    ];
  },
};

/** Every value is PEM certificates, or a PEM public key, and nothing else. */
function isPublic(object: KubernetesObject): boolean {
  const texts = [
    ...valuesOf(field(object, "data")).map((value) => Buffer.from(String(value), "base64").toString()),
    ...valuesOf(field(object, "stringData")).map(String),
  ];
  return texts.length > 0 && texts.every((text) => certificateFault(text) === undefined || isPublicKey(text));
}

function valuesOf(value: unknown): readonly unknown[] {
  return isMapping(value) ? Object.values(value) : [];
}
