import type { App, AppInZone } from "../../../constructs/app.ts";
import type { AppSpec } from "../../../model/app-file.ts";
import type { ObjectMeta } from "../../../model/manifest.ts";
import { parseVersion } from "../../../model/version.ts";
import type { AppZone } from "../../engine.ts";

/** An app at one place, with the names that its objects share. */
export interface Workload extends AppInZone {
  readonly spec: AppSpec;
  readonly metadata: ObjectMeta;
  /** Nothing of it runs; its claims are all that is left. */
  readonly isRetired: boolean;
  /** Part of Deployments that can never change: nothing but names is in it. */
  readonly selector: Readonly<Record<string, string>>;
  readonly nodeSelector: Readonly<Record<string, string>>;
  /** Sites whose nodes may run it; all that the selector matches when absent. */
  readonly sites: readonly string[] | undefined;
  /** The app runs on nodes of a hub, with a long and weak line between them and their control plane. */
  readonly isRemote: boolean;
  /** Containers may wait before they end without a program that does. */
  readonly canSleep: boolean;
  /** IANA time zone of the region. */
  readonly timeZone: string;
  /** Where its pods run; of what every hub gets alike the region is unknown. */
  readonly place: { readonly region: string; readonly zone: string; readonly site: string | undefined };
}

/** The first minor version of Kubernetes with `lifecycle.preStop.sleep` (PodLifecycleSleepAction). */
const SLEEPS_FROM = 30;

export function workloadOf(
  app: App,
  { zone, suffix, nodeSelector, site, sites, kubernetes, federated }: AppZone,
): Workload {
  const isPlain = federated === "plain";
  const name = app.objectName(suffix);
  const selector = { "app.kubernetes.io/name": app.spec.name, "app.kubernetes.io/instance": name };
  return {
    ...(isPlain ? app.plain : app.inZone(zone)),
    spec: { ...app.spec, containers: [...app.containers] },
    isRetired: app.isRetired && federated === undefined,
    metadata: {
      name,
      namespace: app.namespace,
      labels: {
        ...selector,
        "app.kubernetes.io/part-of": app.spec.tenant,
        "app.kubernetes.io/managed-by": "flotilla",
      },
    },
    selector,
    nodeSelector,
    sites,
    isRemote: suffix !== undefined,
    // One that nobody knows is a current one.
    canSleep: (parseVersion(kubernetes ?? "")?.minor ?? SLEEPS_FROM) >= SLEEPS_FROM,
    timeZone: isPlain ? "Etc/UTC" : zone.region.spec.timezone,
    place: { region: isPlain ? "" : zone.region.name, zone: zone.name, site },
  };
}
