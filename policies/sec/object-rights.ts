/** What one object may do, or lets others do, beyond the work of a pod: what a reviewer sees when it grows. */

import { tenantPrefix } from "../../model/delivery.ts";
import { field, mappings, text, texts } from "../../model/json-fields.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import type { Privilege } from "../../model/privilege.ts";
import { ruleOverCluster } from "./declared-objects.ts";
import { baseline } from "./pod-standards/baseline.ts";
import { podlessKinds, pods } from "./pods.ts";

export interface Right {
  /** `deployment`: with whose rights Flux or Argo CD act; `guard`: what held others back and does so no longer. */
  readonly privilege: Privilege | "deployment" | "guard";
  /** A sentence about the object, without its name. */
  readonly what: string;
}

export function rightsOfObject(object: KubernetesObject): readonly Right[] {
  return [...ofPods(object), ...overCluster(object), ...(ofKind[object.kind]?.(object) ?? [])];
}

function ofPods(object: KubernetesObject): readonly Right[] {
  if (podlessKinds.has(object.kind)) return [];
  return pods(object).flatMap((pod) =>
    baseline.flatMap(({ privilege, find }) => find(pod).map((what) => ({ privilege, what }))),
  );
}

/** Webhooks are told resource by resource, so that a wider one shows as well. */
function overCluster(object: KubernetesObject): readonly Right[] {
  const declared = ruleOverCluster(object);
  if (!declared) return [];
  const { privilege, what } = declared;
  const rules = mappings(object["webhooks"]).flatMap((webhook) => mappings(webhook["rules"]));
  const resources = rules.flatMap((rule) =>
    texts(rule["apiGroups"]).flatMap((group) =>
      texts(rule["resources"]).map((resource) => (group === "" ? resource : `${resource}.${group}`)),
    ),
  );
  const all = [...new Set(resources)];
  return all.length === 0 ? [{ privilege, what }] : all.map((each) => ({ privilege, what: `${what} (${each})` }));
}

const reconciler = ({ spec }: KubernetesObject): readonly Right[] => {
  const account = text(field(spec, "serviceAccountName"));
  if (account?.startsWith(tenantPrefix)) return [];
  return [
    { privilege: "deployment", what: `deploys with the rights of ${account ?? "the controller, which are all"}` },
  ];
};

const ofKind: Readonly<Record<string, ((object: KubernetesObject) => readonly Right[]) | undefined>> = {
  Namespace: ({ metadata }) =>
    metadata.labels?.["pod-security.kubernetes.io/enforce"] === "privileged"
      ? [{ privilege: "privileged", what: "pods in it may be privileged" }]
      : [],
  Kustomization: reconciler,
  HelmRelease: reconciler,
  Application: ({ spec }) => {
    const project = text(field(spec, "project")) ?? "default";
    return project.startsWith(tenantPrefix)
      ? []
      : [{ privilege: "deployment", what: `deploys what project ${project} allows` }];
  },
  AppProject: ({ spec }) => [
    ...mappings(field(spec, "clusterResourceWhitelist")).map(({ group, kind }) => ({
      privilege: "deployment" as const,
      what: `lets Applications write ${kind === "*" ? "every kind" : String(kind)} of ${group === "*" ? "every group" : String(group) || "the core group"} in the whole cluster`,
    })),
    ...texts(field(spec, "sourceRepos"))
      .filter((each) => each === "*")
      .map(() => ({ privilege: "deployment" as const, what: "lets Applications take any source" })),
  ],
};
