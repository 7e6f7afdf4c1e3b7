/** What the restricted level of Kubernetes' Pod Security Standards asks besides the baseline. */

import { field, mappings, texts } from "../../../model/json-fields.ts";
import { containers, type Pod } from "../pods.ts";

/** Sources of volumes that reach nothing of the server and no storage past the drivers of the cluster. */
const volumeSources: ReadonlySet<string> = new Set([
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "image",
  "persistentVolumeClaim",
  "projected",
  "secret",
]);

/** Source: k8s.io/pod-security-admission v0.35.0, the checks of level restricted, without exceptions for Windows. */
export function restrictedProblems({ spec }: Pod): readonly string[] {
  const pod = spec["securityContext"];
  return [
    ...mappings(spec["volumes"]).flatMap((volume) =>
      Object.keys(volume)
        .filter((key) => key !== "name" && key !== "hostPath" && !volumeSources.has(key))
        .map((key) => `the volume ${String(volume["name"])} is of kind ${key}`),
    ),
    ...(field(pod, "runAsUser") === 0 ? ["the pod runs as root"] : []),
    ...(field(pod, "runAsNonRoot") === false ? ["the pod may run as root"] : []),
    ...containers(spec).flatMap((container) => {
      const name = `container ${String(container["name"])}`;
      const own = container["securityContext"];
      const isNonRoot = field(own, "runAsNonRoot") ?? field(pod, "runAsNonRoot");
      const seccomp = field(own, "seccompProfile", "type") ?? field(pod, "seccompProfile", "type");
      const added = texts(field(own, "capabilities", "add")).filter((each) => each !== "NET_BIND_SERVICE");
      return [
        ...(field(own, "allowPrivilegeEscalation") === false ? [] : [`${name} lacks allowPrivilegeEscalation: false`]),
        ...(isNonRoot === true ? [] : [`${name} lacks runAsNonRoot: true`]),
        ...(field(own, "runAsUser") === 0 ? [`${name} runs as root`] : []),
        ...(seccomp === undefined ? [`${name} lacks a seccompProfile`] : []),
        ...(texts(field(own, "capabilities", "drop")).includes("ALL")
          ? []
          : [`${name} does not drop ALL capabilities`]),
        ...added.map((each) => `${name} adds the capability ${each}`),
      ];
    }),
  ];
}
