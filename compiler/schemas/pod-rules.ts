/** Checks of pods that the API server makes in code. */

import { quantityValue } from "../../model/quantity.ts";
import { get, has, items, type ObjectRule } from "./object-rule.ts";

const PROBES = ["exec", "grpc", "httpGet", "tcpSocket"];

/** Kinds that select the pods they make and keep them running. */
export function workload(): ObjectRule[] {
  return [
    selectsTemplate(["spec"]),
    {
      at: ["spec", "template", "spec"],
      reportAt: ["restartPolicy"],
      isValid: (pod) => (get(pod, "restartPolicy") ?? "Always") === "Always",
      expected: "Always",
    },
    ...podRules(["spec", "template", "spec"], ["spec", "volumeClaimTemplates"]),
  ];
}

/** Kinds whose pods come to an end. */
export function jobPods(above: readonly string[]): ObjectRule[] {
  return [
    {
      at: [...above, "template", "spec"],
      reportAt: ["restartPolicy"],
      isValid: (pod) => ["Never", "OnFailure"].includes(String(get(pod, "restartPolicy"))),
      expected: "Never or OnFailure",
    },
    ...podRules([...above, "template", "spec"]),
  ];
}

/** A selector that is empty or does not match the template's labels is refused, and cannot be changed later. */
export function selectsTemplate(above: readonly string[]): ObjectRule {
  return {
    at: above,
    reportAt: ["selector"],
    isValid(spec) {
      const selector = get(spec, "selector");
      const wanted = Object.entries(get(selector, "matchLabels") ?? {});
      const labels = get(spec, "template", "metadata", "labels");
      const some = wanted.length > 0 || items(get(selector, "matchExpressions")).length > 0;
      return selector === undefined || (some && wanted.every(([key, value]) => get(labels, key) === value));
    },
    expected: "a selector with at least one label, each also on the template",
  };
}

/** Checks of the pod at the path; `claims` is where a StatefulSet declares more volumes. */
export function podRules(pod: readonly string[], claims: readonly string[] = []): ObjectRule[] {
  return [
    volumesExist(pod, claims),
    ...["containers", "initContainers"].map((list) => ({
      at: [...pod, list, "*", "resources"],
      reportAt: ["requests"],
      isValid: requestsFit,
      expected: "no more than the limits",
    })),
    ...["livenessProbe", "readinessProbe", "startupProbe"].map((probe) => ({
      at: [...pod, "containers", "*", probe],
      isValid: (at: unknown) => PROBES.filter((kind) => has(at, kind)).length === 1,
      expected: `one of ${PROBES.join(", ")}`,
    })),
  ];
}

function requestsFit(resources: unknown): boolean {
  return Object.entries(get(resources, "requests") ?? {}).every(([name, request]) => {
    const asked = quantityValue(request);
    const limit = quantityValue(get(resources, "limits", name));
    return asked === undefined || limit === undefined || asked <= limit;
  });
}

function volumesExist(pod: readonly string[], claims: readonly string[]): ObjectRule {
  return {
    at: [],
    reportAt: pod,
    isValid(object) {
      const spec = get(object, ...pod);
      const claimed = claims.length === 0 ? [] : items(get(object, ...claims));
      const names = new Set([
        ...items(get(spec, "volumes")).map((volume) => get(volume, "name")),
        ...claimed.map((claim) => get(claim, "metadata", "name")),
      ]);
      const containers = [...items(get(spec, "containers")), ...items(get(spec, "initContainers"))];
      return containers.every((container) =>
        items(get(container, "volumeMounts")).every((mount) => names.has(get(mount, "name"))),
      );
    },
    expected: "a volume for every name in volumeMounts",
  };
}
