/** Renders layers, each distinct work once. */

import { ApiObject, App, Chart } from "cdk8s";
import { HelmChart } from "../../constructs/helm-chart.ts";
import type { Layer, LayerInstance } from "../../constructs/profile.ts";
import type { DeliveryEngine } from "../../engines/engine.ts";
import type { HelmRelease, KubernetesObject } from "../../model/manifest.ts";
import { markShared } from "../../model/memo.ts";
import { inputsText, renderAtOnce, requirePlain } from "../own-code/layer-inputs.ts";
import { freeze } from "./freeze.ts";

/** What a layer became: its objects, and its charts both as objects of the delivery engine and as they were asked for. */
export interface Rendered {
  readonly objects: readonly KubernetesObject[];
  readonly releases: readonly HelmRelease[];
}

/**
 * Renders layers, each distinct instance once: sites whose inputs are equal get the same frozen objects.
 * One cdk8s App serves all; a Chart lives only while its layer is rendered, since `App.synth()` and
 * `chart.toJson()` walk the whole App for every chart.
 */
export class LayerRenderer {
  readonly #app = new App({ outdir: "unused" });
  readonly #known = new Map<Layer<never>, Map<string, Rendered>>();
  readonly #tenantOf: ReadonlyMap<string, string>;

  constructor(tenants: readonly { readonly name: string; readonly namespaces: readonly string[] }[]) {
    this.#tenantOf = new Map(tenants.flatMap(({ name, namespaces }) => namespaces.map((each) => [each, name])));
  }

  /**
   * @param trusting the cluster has authorities of its own, which the sources of charts name
   * @param of which layer it is, for people
   */
  render(
    layer: Layer<never>,
    instance: LayerInstance,
    delivery: DeliveryEngine,
    trusting = false,
    of = () => `layer ${layer.name}`,
  ): Rendered {
    const known = this.#known.get(layer) ?? new Map<string, Rendered>();
    this.#known.set(layer, known);
    const key = `${delivery.name} ${trusting} ${inputsText(instance, of)}`;
    const rendered = known.get(key) ?? this.#renderNew(layer.name, instance, delivery, trusting, of);
    known.set(key, rendered);
    return rendered;
  }

  #renderNew(
    name: string,
    instance: LayerInstance,
    delivery: DeliveryEngine,
    trusting: boolean,
    of: () => string,
  ): Rendered {
    requirePlain(instance.inputs, of);
    const chart = new Chart(this.#app, name, { disableResourceNameHashes: true });
    try {
      renderAtOnce(() => instance.render(chart), of);
      const all = chart.node.findAll();
      const releases = all.filter((each) => each instanceof HelmChart).map((each) => each.release);
      const own = all
        .filter((each) => ApiObject.isApiObject(each))
        .map((each) => sortKeys(each.toJson()) as KubernetesObject);
      const access = own.flatMap(({ kind, metadata: { name } }) => {
        const tenant = kind === "Namespace" ? this.#tenantOf.get(name) : undefined;
        return tenant === undefined ? [] : delivery.tenantAccess(tenant, name);
      });
      const charts = releases.flatMap((release) => delivery.chart(release, trusting));
      const objects = [...own, ...access, ...charts];
      for (const each of [objects, ...objects, ...releases]) markShared(each);
      return freeze({ objects, releases });
    } finally {
      this.#app.node.tryRemoveChild(name);
    }
  }
}

/** cdk8s sorts keys unless an environment variable says otherwise; output must not depend on either. */
function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, child]) => [key, sortKeys(child)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
