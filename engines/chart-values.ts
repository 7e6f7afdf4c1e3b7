import type { HelmRelease } from "../model/manifest.ts";
import { yamlText } from "../model/yaml-text.ts";

const known = new WeakMap<HelmRelease, string>();

/** The values of a chart as a file; a release that sites share is written once. */
export function chartValuesText(release: HelmRelease): string {
  const text = known.get(release) ?? yamlText(release.values);
  known.set(release, text);
  return text;
}
