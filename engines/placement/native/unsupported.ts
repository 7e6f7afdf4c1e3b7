import type { App } from "../../../constructs/app.ts";
import { nodePortPlaces } from "../../../model/node-port.ts";
import { type Source, sourceAt } from "../../../model/source.ts";
import type { Unsupported } from "../../unsupported.ts";
import { peersName } from "./topology.ts";

/** Longest name of a Service and longest value of a label (RFC 1123). */
const MAX_NAME = 63;

/** Its jobs have eleven characters more (kubernetes pkg/apis/batch/validation, validateCronJobCreate). */
const MAX_CRON_JOB = 52;

/** Names that the kubelet turns into environment variables; it leaves others out without a fault. */
const VARIABLE = /^(?!\.$|\.\.)[-._a-zA-Z][-._a-zA-Z0-9]*$/;

export function unsupportedByNative(app: App): readonly Unsupported[] {
  return [...longNames(app), ...badVariables(app), ...handedOut(app)];
}

/** The Service with a node port is one for a whole cluster, and what the centre hands out goes zone by zone. */
function handedOut({ spec, source }: App): readonly Unsupported[] {
  if (!spec.federate) return [];
  return nodePortPlaces(spec).map((steps) => ({
    requested: "a node port of an app that the centre hands out",
    alternative: "leave federate out, so that each region's own repository has the app, or leave nodePort out",
    at: sourceAt(source, ...steps),
  }));
}

/** On a hub the name of the zone follows the app's. */
function longNames(app: App): readonly Unsupported[] {
  const zones = app.fleet.regions.flatMap((region) => region.zones.map((zone) => zone.name));
  const tooLong = zones.flatMap((zone) => longestNames(app, zone)).filter(({ name, max }) => name.length > max);
  return tooLong.map(({ name, max }) => ({
    requested: `an object named ${name}, which has ${name.length} characters and may have ${max}`,
    alternative: "a shorter name for the app or for the zone",
    at: sourceAt(app.source, "name"),
  }));
}

interface LimitedName {
  readonly name: string;
  readonly max: number;
}

/** Of the objects of one zone on a hub. */
function longestNames(app: App, zone: string): readonly LimitedName[] {
  const name = app.objectName(zone);
  const { kind, rings = {}, regions, zones, volumes = [] } = app.spec;
  const all = [app.spec, zones[zone], ...Object.values(regions), ...Object.values(rings)];
  const isScheduled = all.some((each) => each?.schedule !== undefined);
  return [
    kind === "job" && isScheduled ? { name, max: MAX_CRON_JOB } : { name, max: MAX_NAME },
    ...(kind === "job" && !isScheduled ? [{ name: `${name}-01234567`, max: MAX_NAME }] : []),
    ...(nodePortPlaces(app.spec).length > 0 ? [{ name: `${name}-node-ports`, max: MAX_NAME }] : []),
    ...(app.spec.peers ? [{ name: peersName({ name }), max: MAX_NAME }] : []),
    ...volumes.map((volume) => ({ name: `${name}-${volume.name}`, max: MAX_NAME })),
  ];
}

function badVariables({ spec, source, differences }: App): readonly Unsupported[] {
  const places: readonly { readonly config: Readonly<Record<string, string>>; readonly at: Source | undefined }[] = [
    { config: spec.config, at: sourceAt(source, "config") },
    ...differences.map(({ part: { config = {} }, steps }) => ({
      config,
      at: sourceAt(source, ...steps, "config"),
    })),
  ];
  return places.flatMap(({ config, at }) =>
    Object.keys(config)
      .filter((key) => !VARIABLE.test(key))
      .map((key) => ({
        requested: `configuration ${key}, which is not the name of an environment variable`,
        alternative: "a name that starts with a letter or '_', such as LOG_LEVEL",
        at: sourceAt(at, key),
      })),
  );
}
