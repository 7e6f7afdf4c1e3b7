import { isMapping } from "../../model/json-fields.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { parseVersion } from "../../model/version.ts";
import type { ManifestRule } from "../rule.ts";
import { fieldVersions, kindVersions } from "./field-versions.ts";

export const knownFields: ManifestRule = {
  id: "FLT-PRF-008",
  scope: "manifest",
  severity: "error",
  title: "Objects use what the Kubernetes of their cluster knows",
  help: "An API server drops a field that it does not know yet, and says nothing where Flux or Argo CD applies: the object is another one than was written, or none that it takes, such as a hook of a container without what it does. A kind that it does not know stops the whole folder. Leave the field out for clusters of that version, or take a profile with a newer one. Fields and kinds are those of Kubernetes itself, on from the version in which no feature gate has to be set.",
  kinds: [...new Set([...fieldVersions.keys(), ...[...kindVersions.keys()].map((each) => each.split(" ")[1] ?? "")])],
  bad: `# an object of kubernetes 1.25.3
apiVersion: v1
kind: Service
metadata: { name: till, namespace: retail }
spec: { selector: { app: till }, ports: [{ port: 8080 }], trafficDistribution: PreferClose }
`,
  good: `# an object of kubernetes 1.32.9
apiVersion: v1
kind: Service
metadata: { name: till, namespace: retail }
spec: { selector: { app: till }, ports: [{ port: 8080 }], trafficDistribution: PreferClose }
`,
  check(object, { kubernetes = "" }) {
    const own = parseVersion(kubernetes);
    if (!own) return [];
    const isLater = (since: number) => own.major === 1 && own.minor < since;
    return [...laterKind(object, isLater), ...laterFields(object, isLater)].map(({ what, since }) => ({
      message: `found ${what}, which Kubernetes has from 1.${since} on; its cluster has ${kubernetes}`,
      part: what,
      hint: "leave it out for clusters of that version, or take a profile with a newer Kubernetes",
    }));
  },
};

interface Later {
  readonly what: string;
  readonly since: number;
}

function laterKind({ apiVersion, kind }: KubernetesObject, isLater: (since: number) => boolean): readonly Later[] {
  const since = kindVersions.get(`${apiVersion} ${kind}`);
  return since !== undefined && isLater(since) ? [{ what: `the kind ${kind} of ${apiVersion}`, since }] : [];
}

function laterFields(object: KubernetesObject, isLater: (since: number) => boolean): readonly Later[] {
  return (fieldVersions.get(object.kind) ?? [])
    .filter(({ since, path, value }) => isLater(since) && holds(object, path, value))
    .map(({ path, since }) => ({ what: path.filter((step) => step !== "*").join("."), since }));
}

/** Whether there is anything at the path, and the value where one is asked for. */
function holds(value: unknown, [step, ...rest]: readonly string[], wanted: string | undefined): boolean {
  if (step === undefined) return value !== undefined && (wanted === undefined || value === wanted);
  if (step === "*") return Array.isArray(value) && value.some((item) => holds(item, rest, wanted));
  return isMapping(value) && holds(value[step], rest, wanted);
}
