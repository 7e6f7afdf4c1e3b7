import type { KubernetesObject } from "../../model/manifest.ts";
import type { ManifestRule, Violation } from "../rule.ts";
import { credentialInSetting, credentialInText } from "./credentials/credential.ts";
import { field, isMapping, mappings, text } from "./fields.ts";
import { containers, podSpecs } from "./pods.ts";

/** Where the kinds that carry free text keep it. */
const carriers: Readonly<Record<string, readonly (readonly string[])[] | undefined>> = {
  ConfigMap: [["data"], ["binaryData"]],
  HelmRelease: [["spec", "values"]],
  Application: [
    ["spec", "source", "helm"],
    ["spec", "sources"],
  ],
  KubeadmControlPlane: [["spec", "kubeadmConfigSpec"]],
  KubeadmConfigTemplate: [["spec", "template", "spec"]],
};

export const noSecretText: ManifestRule = {
  id: "FLT-SEC-009",
  scope: "manifest",
  severity: "error",
  title: "No object carries a credential in its text",
  help: "A password in a ConfigMap, in an environment variable, in the values of a chart or in a file for a server is as readable as one in a plain file. Refer to a Secret that an ExternalSecret makes.",
  bad: `# a layer's object
apiVersion: v1
kind: ConfigMap
metadata: { name: vector, namespace: observability }
data:
  vector.yaml: |
    sinks:
      hub: { auth: { user: edge, password: tr0ub4dor } }
`,
  good: `# a layer's object
apiVersion: v1
kind: ConfigMap
metadata: { name: vector, namespace: observability }
data:
  vector.yaml: |
    sinks:
      hub: { auth: { user: edge, password: "\${HUB_PASSWORD}" } }
`,
  check(object) {
    return [...settings(object), ...others(object)].flatMap(({ name, key, value }): readonly Violation[] => {
      const found = credentialInSetting(key, value);
      if (found === undefined) return [];
      return [{ message: `${name} holds ${found}`, hint: "refer to a Secret that an ExternalSecret makes" }];
    });
  },
};

interface Setting {
  /** What a finding calls it. */
  readonly name: string;
  readonly key: string;
  readonly value: string;
}

function settings(object: KubernetesObject): readonly Setting[] {
  const carried = (carriers[object.kind] ?? []).flatMap((keys) => allTexts(field(object, ...keys), keys.join(".")));
  return [...carried, ...podSpecs(object).flatMap(podTexts)];
}

/** Texts of any other place that hold a credential by their format, whatever they are called. */
function others(object: KubernetesObject): readonly Setting[] {
  if (carriers[object.kind] || podSpecs(object).length > 0) return [];
  const value = leak(object);
  return value === undefined ? [] : [{ name: "it", key: "", value }];
}

function leak(value: unknown): string | undefined {
  if (typeof value === "string") return credentialInText(value) === undefined ? undefined : value;
  if (typeof value !== "object" || value === null) return undefined;
  for (const below of Object.values(value)) {
    const found = leak(below);
    if (found !== undefined) return found;
  }
  return undefined;
}

function podTexts(pod: Readonly<Record<string, unknown>>): readonly Setting[] {
  return containers(pod).flatMap((container) => {
    const owner = `container ${text(container["name"])}`;
    return [
      ...mappings(container["env"]).flatMap(({ name, value }) =>
        typeof name === "string" && typeof value === "string" ? [{ name: `${owner}, ${name}`, key: name, value }] : [],
      ),
      ...allTexts(container["args"], `${owner}, args`),
      ...allTexts(container["command"], `${owner}, command`),
    ];
  });
}

function allTexts(value: unknown, name: string, key = ""): readonly Setting[] {
  if (typeof value === "string") return [{ name, key, value }];
  if (Array.isArray(value)) return value.flatMap((each) => allTexts(each, name));
  if (!isMapping(value)) return [];
  return Object.entries(value).flatMap(([each, below]) => allTexts(below, `${name}.${each}`, each));
}
