import { field, mappings, text } from "../../model/json-fields.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import type { ManifestRule, Violation } from "../rule.ts";
import { containers, podlessKinds, podSpecs } from "../sec/pods.ts";

/** Names that the API server finds in its own cluster, or on its own server. */
const WITHIN = /^(?:[^.]+\.[^.]+\.svc(?:\.cluster\.local)?|localhost|127\.0\.0\.1|\[::1\])$/;

export const startsAlone: ManifestRule = {
  id: "FLT-CAP-040",
  scope: "manifest",
  severity: "warning",
  exceptKinds: podlessKinds,
  title: "What runs at a site starts again without registry, hub and Git",
  help: "A site whose uplink is down for weeks goes on, and after a power cut it has to come back from what its servers hold. A pod with `imagePullPolicy: Always` asks the registry at each start, however long its image has been there (kubelet, EnsureImageExists), and waits until one answers. A webhook outside of the cluster that may not be left out refuses every object of its kinds while it is away, pods among them. Take IfNotPresent with an exact version, and a webhook by its Service, or `failurePolicy: Ignore`.",
  bad: `# an object of layer 50-manifests
apiVersion: v1
kind: Pod
metadata: { name: till, namespace: retail }
spec:
  securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }
  containers:
    - name: till
      image: registry.panji.example/retail/till:2.4.1
      imagePullPolicy: Always
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } }
`,
  good: `# an object of layer 50-manifests
apiVersion: v1
kind: Pod
metadata: { name: till, namespace: retail }
spec:
  securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }
  containers:
    - name: till
      image: registry.panji.example/retail/till:2.4.1
      imagePullPolicy: IfNotPresent
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } }
`,
  check(object, { isRemote }) {
    if (isRemote) return [];
    return [...pullingContainers(object), ...distantWebhooks(object)];
  },
};

function pullingContainers(object: KubernetesObject): readonly Violation[] {
  return podSpecs(object).flatMap((pod) => [
    ...containers(pod)
      .filter((container) => container["imagePullPolicy"] === "Always")
      .map(({ name }) => pulling(`container ${name}`)),
    ...mappings(pod["volumes"])
      .filter((volume) => field(volume, "image", "pullPolicy") === "Always")
      .map(({ name }) => pulling(`volume ${name}`)),
  ]);
}

function pulling(what: string): Violation {
  return {
    message: `${what} asks the registry at each start (Always), expected IfNotPresent`,
    hint: "take IfNotPresent: an exact version never changes, and a new one is pulled all the same",
  };
}

function distantWebhooks(object: KubernetesObject): readonly Violation[] {
  if (!object.kind.endsWith("WebhookConfiguration")) return [];
  return mappings(object["webhooks"]).flatMap((webhook) => {
    const host = URL.parse(text(field(webhook, "clientConfig", "url")) ?? "")?.hostname;
    if (host === undefined || webhook["failurePolicy"] === "Ignore" || WITHIN.test(host)) return [];
    return [
      {
        message: `webhook ${webhook["name"]} is at ${host}, outside of the cluster, and refuses its objects while that is away`,
        hint: "call it by a Service of the cluster, or set failurePolicy: Ignore",
      },
    ];
  });
}
