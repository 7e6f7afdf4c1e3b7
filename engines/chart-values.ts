import type { HelmRelease } from "../model/manifest.ts";
import { memoizeShared } from "../model/memo.ts";
import { yamlText } from "../model/yaml-text.ts";

/** The values of a chart as a file; a release that sites share is written once. */
export const chartValuesText = memoizeShared((release: HelmRelease) => yamlText(release.values));
