import { field, isMapping, mappings, text } from "../../model/json-fields.ts";
import type { ManifestRule, Violation } from "../rule.ts";
import { none } from "../violation.ts";
import { credentialInSetting, credentialInText } from "./credentials/credential.ts";
import { holdsCredential } from "./credentials/credential-in-value.ts";
import { containers, podSpecs } from "./pods.ts";

/** Where the kinds that carry free text keep it. */
const carriers: Readonly<Record<string, readonly (readonly string[])[] | undefined>> = {
  ConfigMap: [["data"], ["binaryData"]],
  HelmRelease: [["spec", "values"]],
  Application: [
    ["spec", "source", "helm"],
    ["spec", "sources"],
  ],
  ExternalSecret: [["spec", "target", "template"]],
  KubeadmControlPlane: [["spec", "kubeadmConfigSpec"]],
  KubeadmConfigTemplate: [["spec", "template", "spec"]],
};

export const noSecretText: ManifestRule = {
  id: "FLT-SEC-009",
  scope: "manifest",
  severity: "error",
  baseline: "never",
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
    const places = carriers[object.kind];
    const pods = podSpecs(object);
    const isClean = !places?.some((keys) => holdsCredential(field(object, ...keys), "")) && !pods.some(holdsOne);
    // Annotations, labels, probes and whatever else there is are looked at by format.
    if (isClean) return violationOf("it", leak(object, places));
    const carried = (places ?? []).flatMap((keys) => allTexts(field(object, ...keys), keys.join(".")));
    return [...carried, ...pods.flatMap(podTexts)].flatMap(({ name, key, value }) =>
      violationOf(name, credentialInSetting(key, value)),
    );
  },
};

function violationOf(name: string, found: string | undefined): readonly Violation[] {
  if (found === undefined) return none;
  return [{ message: `${name} holds ${found}`, hint: "refer to a Secret that an ExternalSecret makes" }];
}

interface Setting {
  /** What a finding calls it. */
  readonly name: string;
  readonly key: string;
  readonly value: string;
}

/**
 * The first credential in any text of a value by its format, whatever it is called.
 *
 * @param seen where it was looked for already, as keys from the value
 */
function leak(value: unknown, seen: readonly (readonly string[])[] = []): string | undefined {
  if (seen.length === 0) return leakAnywhere(value);
  if (typeof value !== "object" || value === null) return leakAnywhere(value);
  for (const key in value) {
    const below = seen.filter(([first]) => first === key).map(([, ...rest]) => rest);
    if (below.some((rest) => rest.length === 0)) continue;
    const found = leak((value as Readonly<Record<string, unknown>>)[key], below);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Every object of a fleet comes by here, so nothing is made on the way. */
function leakAnywhere(value: unknown): string | undefined {
  if (typeof value === "string") return credentialInText(value);
  if (typeof value !== "object" || value === null) return undefined;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      const found = leakAnywhere(value[index]);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  for (const key in value) {
    const found = leakAnywhere((value as Readonly<Record<string, unknown>>)[key]);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether one of the texts of a pod is a credential, for a quick look at what nearly never is. */
function holdsOne(pod: Readonly<Record<string, unknown>>): boolean {
  return containers(pod).some(
    ({ env, args, command }) =>
      holdsCredential(args, "") ||
      holdsCredential(command, "") ||
      mappings(env).some(({ name, value }) => typeof name === "string" && holdsCredential(value, name)),
  );
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
