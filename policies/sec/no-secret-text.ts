import { field, mappings, text } from "../../model/json-fields.ts";
import type { ManifestRule, Violation } from "../rule.ts";
import { none } from "../violation.ts";
import { credentialInSetting, credentialInText } from "./credentials/credential.ts";
import { credentialsIn, holdsCredential } from "./credentials/credential-in-value.ts";
import { saysPassword } from "./credentials/secret-names.ts";
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
    // Annotations, labels, probes and whatever else there is are looked at by format, and for passwords by their name.
    if (isClean) return violationOf("it", leak(object, places));
    const carried = (places ?? []).map((keys) => ({ name: keys.join("."), key: "", value: field(object, ...keys) }));
    return [...carried, ...pods.flatMap(partsOf)].flatMap(({ name, key, value }) =>
      credentialsIn(value, key).flatMap(({ steps, found }) =>
        violationOf([name, ...steps.filter((step) => typeof step === "string")].join("."), found),
      ),
    );
  },
};

function violationOf(name: string, found: string | undefined): readonly Violation[] {
  if (found === undefined) return none;
  return [{ message: `${name} holds ${found}`, hint: "refer to a Secret that an ExternalSecret makes" }];
}

/** A part of an object that may hold credentials. */
interface Part {
  /** What a finding calls it. */
  readonly name: string;
  /** Name of the setting, where it is one. */
  readonly key: string;
  readonly value: unknown;
}

/**
 * The first credential in any text of a value by its format, whatever it is called, or by the name of a password.
 *
 * @param seen where it was looked for already, as keys from the value
 */
function leak(value: unknown, seen: readonly (readonly string[])[] = []): string | undefined {
  if (seen.length === 0) return leakAnywhere(value, "");
  if (typeof value !== "object" || value === null) return leakAnywhere(value, "");
  for (const key in value) {
    const below = seen.filter(([first]) => first === key).map(([, ...rest]) => rest);
    if (below.some((rest) => rest.length === 0)) continue;
    const inside = (value as Readonly<Record<string, unknown>>)[key];
    const found = below.length === 0 ? leakAnywhere(inside, key) : leak(inside, below);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Every object of a fleet comes by here, so nothing is made on the way. */
function leakAnywhere(value: unknown, name: string): string | undefined {
  if (typeof value === "string") return saysPassword(name) ? credentialInSetting(name, value) : credentialInText(value);
  if (typeof value !== "object" || value === null) return undefined;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      const found = leakAnywhere(value[index], name);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  for (const key in value) {
    const found = leakAnywhere((value as Readonly<Record<string, unknown>>)[key], key);
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

/** What of a pod may hold a credential by its name. */
function partsOf(pod: Readonly<Record<string, unknown>>): readonly Part[] {
  return containers(pod).flatMap((container) => {
    const owner = `container ${text(container["name"])}`;
    return [
      ...mappings(container["env"]).flatMap(({ name, value }) =>
        typeof name === "string" && typeof value === "string" ? [{ name: `${owner}, ${name}`, key: name, value }] : [],
      ),
      { name: `${owner}, args`, key: "", value: container["args"] },
      { name: `${owner}, command`, key: "", value: container["command"] },
    ];
  });
}
