import { dump } from "js-yaml";
import type { Json } from "../../model/json.ts";
import type { HelmRelease } from "../../model/manifest.ts";

/** `argocd-cm` as the chart of the agent writes it: the chart's own settings under those that Flotilla gives it. */
export function agentSettings(agent: HelmRelease): Readonly<Record<string, string>> {
  return { ...CHART_SETTINGS, ...texts(configs(agent).cm) };
}

/**
 * Environment of the controller and the repository server as that chart sets it.
 * @throws Error for a parameter that the table below does not know.
 */
export function agentEnvironment(agent: HelmRelease): Readonly<Record<string, string>> {
  const { cm, params } = configs(agent);
  const unknown = Object.keys(params).filter((key) => !(key in VARIABLES));
  if (unknown.length > 0) throw new Error(`name the variables of ${unknown.join(", ")} in ${import.meta.filename}`);
  const given = Object.entries({ ...texts(cm), ...texts(params) });
  return Object.fromEntries(
    given.flatMap(([key, value]) => (VARIABLES[key] === undefined ? [] : [[VARIABLES[key], value]])),
  );
}

interface Configs {
  readonly cm: Readonly<Record<string, Json>>;
  readonly params: Readonly<Record<string, Json>>;
}

function configs({ values }: HelmRelease): Configs {
  return values["configs"] as unknown as Configs;
}

function texts(values: Readonly<Record<string, Json>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)]));
}

/** Settings and the variables that the templates of chart argo-cd 9.3.7 make of them. */
const VARIABLES: Readonly<Record<string, string>> = {
  "timeout.reconciliation": "ARGOCD_RECONCILIATION_TIMEOUT",
  "timeout.reconciliation.jitter": "ARGOCD_RECONCILIATION_JITTER",
  "controller.diff.server.side": "ARGOCD_APPLICATION_CONTROLLER_SERVER_SIDE_DIFF",
  "controller.sync.timeout.seconds": "ARGOCD_APPLICATION_CONTROLLER_SYNC_TIMEOUT",
};

/** From values.yaml of chart argo-cd 9.3.7: what the controller watches, and what it takes for no change. */
const CHART_SETTINGS: Readonly<Record<string, string>> = {
  "application.instanceLabelKey": "argocd.argoproj.io/instance",
  "resource.customizations.ignoreResourceUpdates.all": dump({ jsonPointers: ["/status"] }),
  "resource.customizations.ignoreResourceUpdates.argoproj.io_Application": dump({
    jqPathExpressions: [
      "notified.notifications.argoproj.io",
      "argocd.argoproj.io/refresh",
      "argocd.argoproj.io/hydrate",
    ]
      .map((name) => `.metadata.annotations."${name}"`)
      .concat(".operation"),
  }),
  "resource.exclusions": dump([
    { apiGroups: ["", "discovery.k8s.io"], kinds: ["Endpoints", "EndpointSlice"] },
    { apiGroups: ["coordination.k8s.io"], kinds: ["Lease"] },
  ]),
};
