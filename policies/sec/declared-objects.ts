import { field, isMapping } from "../../model/json-fields.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { hasPrivilege, type Privilege } from "../../model/privilege.ts";
import type { ManifestRule } from "../rule.ts";

interface Declared {
  readonly privilege: Privilege;
  readonly what: string;
  readonly applies?: (object: KubernetesObject) => boolean;
}

const admission = (what: string): Declared => ({ privilege: "admission", what });

/** Kinds whose objects rule a cluster without any pod or role of their own. */
const kinds: Readonly<Record<string, Declared | undefined>> = {
  PersistentVolume: {
    privilege: "hostPath",
    what: "it hands a folder or disk of the server to whoever claims it",
    applies: ({ spec }) => ["hostPath", "local"].some((key) => isMapping(field(spec, key))),
  },
  CSIDriver: { privilege: "clusterRights", what: "a driver mounts volumes, and may ask for tokens, of every pod" },
  MutatingAdmissionPolicy: admission("it changes objects of others before they are kept"),
  MutatingAdmissionPolicyBinding: admission("it changes objects of others before they are kept"),
  MutatingWebhookConfiguration: admission("it sends objects of others to a service, which may change them"),
  ValidatingAdmissionPolicy: admission("it decides what the API server takes"),
  ValidatingAdmissionPolicyBinding: admission("it decides what the API server takes"),
  ValidatingWebhookConfiguration: admission("it sends objects of others to a service, which may refuse them"),
  APIService: admission("it answers in place of the API server"),
};

/** What the object does to its cluster, with the privilege that lets a layer bring it; undefined for most. */
export function ruleOverCluster(object: KubernetesObject): Pick<Declared, "privilege" | "what"> | undefined {
  const declared = kinds[object.kind];
  return declared && declared.applies?.(object) !== false ? declared : undefined;
}

export const declaredObjects: ManifestRule = {
  id: "FLT-SEC-045",
  scope: "manifest",
  severity: "error",
  widest: "site",
  kinds: Object.keys(kinds),
  title: "Objects that rule a cluster are declared by their layer",
  help: "A PersistentVolume on a host's folder is a hostPath that no pod shows. A mutating webhook reads and rewrites every Secret and pod, a validating one can stop a cluster, a CSI driver is handed tokens of pods, an APIService stands in for the API server. A layer that needs one declares `admission`, `hostPath` or `clusterRights` with its reason; a tenant never can.",
  bad: `# a layer's object
apiVersion: v1
kind: PersistentVolume
metadata: { name: etc }
spec: { capacity: { storage: 1Gi }, accessModes: [ReadWriteOnce], hostPath: { path: /etc } }
`,
  good: `# a layer's object
apiVersion: v1
kind: PersistentVolume
metadata: { name: media }
spec: { capacity: { storage: 1Gi }, accessModes: [ReadWriteOnce], nfs: { server: 10.44.0.9, path: /media } }
`,
  check(object, { privileged, tenant }) {
    const declared = ruleOverCluster(object);
    if (!declared) return [];
    if (tenant === undefined && hasPrivilege(privileged, declared.privilege)) return [];
    return [
      {
        message: declared.what,
        hint: `do without it, or declare ${declared.privilege} with its reason in a new version of the profile`,
      },
    ];
  },
};
