import { ApiObject, App, Chart } from "cdk8s";
import { HelmChart } from "../../constructs/helm-chart.ts";
import type { Layer, LayerCategory } from "../../constructs/profile.ts";
import type { ProfileTarget } from "../../constructs/profile-target.ts";
import type { JsonObject } from "../../model/json.ts";
import type { HelmRelease, KubernetesObject } from "../../model/manifest.ts";
import type { Privileges } from "../../model/privilege.ts";

export interface RenderedLayer {
  readonly name: string;
  readonly category: LayerCategory;
  readonly privileged: Privileges;
  readonly inputs: JsonObject;
  readonly objects: readonly KubernetesObject[];
  readonly releases: readonly HelmRelease[];
}

/** The layers that a site, a hub or the centre gets from its profile, each in a chart of its own as the compiler does it. */
export function renderLayers<S extends ProfileTarget<S>>(subject: S): readonly RenderedLayer[] {
  const { profile, resolved } = subject;
  if (!profile) throw new Error(`no profile ${subject.reference}`);
  if (resolved.diagnostics.length > 0) throw new Error(JSON.stringify(resolved.diagnostics));
  return profile.layers.flatMap((layer) => renderLayer(layer, subject, resolved.values) ?? []);
}

function renderLayer<S>(
  layer: Layer<S>,
  subject: S,
  parameters: Parameters<Layer<S>["prepare"]>[1],
): RenderedLayer | undefined {
  const instance = layer.prepare(subject, parameters);
  if (!instance) return undefined;
  const chart = new Chart(new App(), layer.name, { disableResourceNameHashes: true });
  instance.render(chart);
  const all = chart.node.findAll();
  return {
    name: layer.name,
    category: layer.category,
    privileged: layer.privileged ?? false,
    inputs: instance.inputs,
    objects: all.filter((each) => ApiObject.isApiObject(each)).map((each) => each.toJson() as KubernetesObject),
    releases: all.filter((each) => each instanceof HelmChart).map((each) => each.release),
  };
}
