/** Applications for this cluster that prune and heal by themselves. */

import type { JsonObject } from "../../../model/json.ts";
import type { IgnoredFields, KubernetesObject, ObjectMeta } from "../../../model/manifest.ts";
import { FINALIZER, IN_CLUSTER, NAMESPACE } from "./names.ts";

export interface ApplicationOptions {
  readonly name: string;
  readonly project: string;
  readonly source: JsonObject;
  /** For objects that name none; the layers of the platform name one for every object. */
  readonly namespace?: string | undefined;
  /** Objects of a lower wave are applied and healthy before those of a higher one. */
  readonly wave?: number | undefined;
  /** Folder of the repository that the Application is made from; other changes do not concern it. */
  readonly path?: string | undefined;
  /** A paused Application neither syncs, heals nor prunes until somebody resumes it. */
  readonly paused: boolean;
  /** What vanishes from the source vanishes from the cluster. */
  readonly prune: boolean;
  /** Removing the Application removes what it made. */
  readonly cascade: boolean;
  /** What differs in these fields is no drift, and a sync leaves it. */
  readonly ignored?: readonly IgnoredFields[] | undefined;
}

/** An Application for this cluster that heals by itself. */
export function application(options: ApplicationOptions): KubernetesObject {
  const { name, project, source, namespace, wave, path, paused, prune, cascade, ignored = [] } = options;
  const annotations = {
    ...(path !== undefined && { "argocd.argoproj.io/manifest-generate-paths": `/${path}` }),
    ...(wave !== undefined && { "argocd.argoproj.io/sync-wave": String(wave) }),
  };
  const metadata: ObjectMeta = {
    name,
    namespace: NAMESPACE,
    ...(Object.keys(annotations).length > 0 && { annotations }),
    ...(cascade && { finalizers: [FINALIZER] }),
  };
  return {
    apiVersion: "argoproj.io/v1alpha1",
    kind: "Application",
    metadata,
    spec: {
      project,
      source,
      destination: { server: IN_CLUSTER, ...(namespace !== undefined && { namespace }) },
      syncPolicy: {
        // An empty folder deletes nothing: `allowEmpty` is false unless set. Set to false it would be drift, since Argo
        // CD drops it whenever it writes an Application itself.
        automated: { enabled: !paused, prune, selfHeal: true },
        syncOptions: [
          ...["ServerSideApply=true", "CreateNamespace=false", "PruneLast=true", "ApplyOutOfSyncOnly=true"],
          // Without it the fields are ignored in comparisons alone, and the next sync writes them over.
          ...(ignored.length > 0 ? ["RespectIgnoreDifferences=true"] : []),
        ],
        // A site may be cut off for days: never give up, and always try the newest commit.
        retry: { limit: -1, refresh: true, backoff: { duration: "30s", factor: 2, maxDuration: "10m" } },
      },
      ...(ignored.length > 0 && {
        // An empty group would be drift: Argo CD drops it whenever it writes an Application itself.
        ignoreDifferences: ignored.map(({ group, pointers, ...target }) => ({
          ...(group !== "" && { group }),
          ...target,
          jsonPointers: pointers,
        })),
      }),
      revisionHistoryLimit: 3,
    },
  };
}
