import type { JsonObject } from "../../../model/json.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { deployment } from "../native/deployment.ts";
import type { Workload } from "../native/workload.ts";
import { overriders, variables } from "./overriders.ts";

/** A group of nodes with the app as it is in its zone. */
export interface Target {
  readonly group: string;
  readonly own: Workload;
}

/**
 * One object that makes a Deployment in each group. What is the same everywhere stands in the template, and a group that
 * comes or goes changes nothing of the others.
 *
 * @param common the app where nothing differs by zone
 */
export function edgeApplication(common: Workload, targets: readonly Target[]): KubernetesObject {
  return {
    apiVersion: "apps.kubeedge.io/v1alpha1",
    kind: "EdgeApplication",
    metadata: common.metadata,
    spec: {
      workloadTemplate: { manifests: [template(common, targets)] },
      workloadScope: {
        targetNodeGroups: targets
          .toSorted((a, b) => (a.group < b.group ? -1 : 1))
          .map(({ group, own }) => {
            const different = overriders(common, own);
            return { name: group, ...(Object.keys(different).length > 0 && { overriders: different }) };
          }),
      },
    },
  };
}

/**
 * The controller writes nothing but Deployments and Services, and may do so in any namespace, so this says which. The
 * configuration is in variables: no override reaches what `envFrom` names.
 */
function template(common: Workload, targets: readonly Target[]): JsonObject {
  const { spec, ...made } = deployment({ ...common, config: {}, secrets: [], spec: withoutSecrets(common.spec) });
  const pod = (spec as JsonObject)["template"] as JsonObject;
  const { containers, ...podSpec } = pod["spec"] as JsonObject;
  const [own, ...others] = containers as readonly JsonObject[];
  const env = variables(common.config);
  return {
    ...(made as unknown as JsonObject),
    spec: {
      ...(spec as JsonObject),
      strategy: strategy(targets),
      template: {
        ...pod,
        spec: { ...podSpec, containers: [{ ...own, ...(env.length > 0 && { env }) }, ...others] },
      },
    },
  };
}

/** Those of further containers come with the overrides of each zone, as the app's own do. */
function withoutSecrets(spec: Workload["spec"]): Workload["spec"] {
  return { ...spec, containers: spec.containers.map((each) => ({ ...each, secrets: [] })) };
}

/** No override reaches it, so it is one that leaves a single pod standing where some group has just that. */
function strategy(targets: readonly Target[]): JsonObject {
  const isSingle = targets.some(({ own }) => own.replicas === 1);
  const rollingUpdate = isSingle ? { maxUnavailable: 0, maxSurge: 1 } : { maxUnavailable: 1, maxSurge: 0 };
  return { type: "RollingUpdate", rollingUpdate };
}
