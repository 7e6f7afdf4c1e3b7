/** A site, a hub or the centre explained: facts, parameters with their origin, layers, apps. */

import type { Explanation } from "../../compiler/explain.ts";
import { type FindLocation, row, widthOf } from "./lines.ts";

export function targetText(
  { construct, source, allocation, profile, facts, parameters, layers, apps }: Explanation,
  locationOf: FindLocation,
): string {
  const names = [
    ...Object.keys(facts),
    ...parameters.map(({ name }) => name),
    ...layers.map(({ folder }) => folder),
    ...(apps ?? []).map(({ name }) => name),
  ];
  const width = widthOf(names);
  return [
    construct,
    ...(source ? row("written in", width, locationOf(source) ?? "") : []),
    ...(allocation
      ? row("addresses", width, "out of the region's plan", `<- ${locationOf(allocation) ?? allocation.file}`)
      : []),
    ...row("profile", width, profile),
    ...Object.entries(facts).flatMap(([key, value]) => row(key, width, value)),
    "",
    "Parameters, with where each value comes from:",
    ...parameters.flatMap(({ name, value, origin }) => {
      const from =
        origin.scope === "profile"
          ? `default of ${origin.construct}`
          : `${origin.scope} ${locationOf(origin.source) ?? origin.construct}`;
      return row(name, width, JSON.stringify(value), `<- ${from}`);
    }),
    "",
    "Layers, with the inputs they are rendered from:",
    ...layers.flatMap(({ folder, inputs }) => row(folder, width, JSON.stringify(inputs))),
    ...(apps
      ? ["", apps.length > 0 ? "Apps, with the file that selects this site:" : "No app selects this site."]
      : []),
    ...(apps ?? []).flatMap((app) =>
      row(app.name, width, app.image, `${app.replicas} of it`, `<- ${locationOf(app.source) ?? "the fleet's program"}`),
    ),
    "",
  ].join("\n");
}

export function targetJson(
  { source, allocation, parameters, apps, ...rest }: Explanation,
  locationOf: FindLocation,
): string {
  const document = {
    schema: "flotilla.dev/explain/v1",
    ...rest,
    at: locationOf(source) ?? null,
    ...(allocation && { addressesAt: locationOf(allocation) ?? null }),
    parameters: parameters.map(({ name, value, origin }) => ({
      name,
      value,
      scope: origin.scope,
      construct: origin.construct,
      at: locationOf(origin.source) ?? null,
    })),
    ...(apps && { apps: apps.map(({ source: at, ...app }) => ({ ...app, at: locationOf(at) ?? null })) }),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
