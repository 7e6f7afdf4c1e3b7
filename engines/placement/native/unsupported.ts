import type { App } from "../../../constructs/app.ts";
import { type Source, within } from "../../../model/source.ts";
import type { Unsupported } from "../../unsupported.ts";

/** Longest name of a Service and longest value of a label (RFC 1123). */
const MAX_NAME = 63;

/** Names that the kubelet turns into environment variables; it leaves others out without a fault. */
const VARIABLE = /^(?!\.$|\.\.)[-._a-zA-Z][-._a-zA-Z0-9]*$/;

export function unsupportedByNative(app: App): readonly Unsupported[] {
  return [...longNames(app), ...badVariables(app)];
}

/** On a hub the name of the zone follows the app's. */
function longNames(app: App): readonly Unsupported[] {
  const zones = app.fleet.regions.flatMap((region) => region.zones.map((zone) => zone.name));
  const longest = Math.max(0, ...(app.spec.volumes ?? []).map(({ name }) => name.length + 1));
  const tooLong = zones.map((zone) => app.objectName(zone)).filter((name) => name.length + longest > MAX_NAME);
  return tooLong.map((name) => ({
    requested: `an object named ${name}, which has ${name.length} characters and may have ${MAX_NAME}`,
    alternative: "a shorter name for the app or for the zone",
    at: app.source && within(app.source, "name"),
  }));
}

function badVariables({ spec, source }: App): readonly Unsupported[] {
  const places: readonly { readonly config: Readonly<Record<string, string>>; readonly at: Source | undefined }[] = [
    { config: spec.config, at: source && within(source, "config") },
    ...Object.entries(spec.zones).map(([zone, { config = {} }]) => ({
      config,
      at: source && within(source, "zones", zone, "config"),
    })),
  ];
  return places.flatMap(({ config, at }) =>
    Object.keys(config)
      .filter((key) => !VARIABLE.test(key))
      .map((key) => ({
        requested: `configuration ${key}, which is not the name of an environment variable`,
        alternative: "a name that starts with a letter or '_', such as LOG_LEVEL",
        at: at && within(at, key),
      })),
  );
}
