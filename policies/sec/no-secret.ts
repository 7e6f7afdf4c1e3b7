import type { ManifestRule } from "../rule.ts";
import { field, isMapping } from "./fields.ts";

export const noSecret: ManifestRule = {
  id: "FLT-SEC-008",
  scope: "manifest",
  severity: "error",
  kinds: ["Secret"],
  title: "No Secret is written to Git",
  help: "Base64 is no encryption: whoever can read the repository has the credential, and so does everybody who ever cloned it. Write an ExternalSecret that refers to the secret store, or encrypt the values with SOPS.",
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
    const values = ["data", "stringData"]
      .map((key) => field(object, key))
      .flatMap((each) => (isMapping(each) ? Object.values(each) : []));
    const isEncrypted =
      field(object, "sops", "mac") !== undefined &&
      values.every((value) => typeof value === "string" && value.startsWith("ENC["));
    if (isEncrypted) return [];
    return [
      {
        message: "a Secret in plain text, expected an ExternalSecret or values encrypted with SOPS",
        hint: "refer to the secret store with an ExternalSecret",
      },
    ];
  },
};
