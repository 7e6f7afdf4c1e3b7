/** The apps that a system is made of, each as an app of its own, with the places where its parts are written. */

import type { AppDifference, AppSpec } from "./app-file.ts";
import type { Step, WrittenElsewhere } from "./source.ts";
import type { SystemAppSpec, SystemDifference, SystemSpec } from "./system-fields.ts";
import { type StartOrder, startOrders } from "./system-order.ts";

/** One app of a system. */
export interface SystemApp {
  readonly spec: AppSpec;
  readonly order: StartOrder;
  /** Index in the system's list. */
  readonly index: number;
  /** What is not below its entry in that list. */
  readonly elsewhere: readonly WrittenElsewhere[];
}

/** `mall-till`: never shortened, a name that is too long is a fault of the file. */
export function systemAppName(system: Pick<SystemSpec, "name">, app: string): string {
  return `${system.name}-${app}`;
}

/** In the order of the file; of a system without faults. */
export function systemApps(system: SystemSpec): readonly SystemApp[] {
  const orders = startOrders(system.apps);
  return system.apps.map((app, index) => {
    const order = orders[index] as StartOrder;
    return {
      spec: specOf(system, app),
      order: { ...order, after: order.after.map((each) => systemAppName(system, each)) },
      index,
      elsewhere: elsewhereOf(system, app, index),
    };
  });
}

function specOf(system: SystemSpec, app: SystemAppSpec): AppSpec {
  const { after: _, ...own } = app;
  const { name, tenant, select, placement, federate } = system;
  const volumes = system.volumes || app.volumes ? withOwn(system.volumes ?? [], app.volumes ?? []) : undefined;
  const { rings } = system;
  return {
    ...own,
    name: systemAppName({ name }, app.name),
    tenant,
    state: system.state === "retired" ? "retired" : app.state,
    image: app.image ?? imageOf(system, app, system.version) ?? "",
    config: { ...system.config, ...app.config },
    secrets: withOwn(system.secrets, app.secrets).map(({ value }) => value),
    ...(volumes && { volumes: volumes.map(({ value }) => value) }),
    select,
    placement,
    ...(federate && { federate }),
    ...(rings && {
      rings: mapped(rings, (version) => withImage(imageOf(system, app, version))),
    }),
    regions: mapped(system.regions, (part) => differenceOf(system, app, part)),
    zones: mapped(system.zones, (part) => differenceOf(system, app, part)),
  };
}

function imageOf(
  { versions = {} }: Pick<SystemSpec, "versions">,
  app: SystemAppSpec,
  version: string | undefined,
): string | undefined {
  return app.image === undefined && version !== undefined ? versions[version]?.[app.name] : undefined;
}

/** What is not said is no key, as in a file: a key without a value would be another app than one without the key. */
function withImage(image: string | undefined): Pick<AppDifference, "image"> {
  return image === undefined ? {} : { image };
}

function differenceOf(system: SystemSpec, app: SystemAppSpec, part: SystemDifference): AppDifference {
  const own = part.apps?.[app.name] ?? {};
  const image = own.image ?? imageOf(system, app, part.version);
  return {
    ...own,
    ...withImage(image),
    ...((part.config || own.config) && { config: { ...part.config, ...own.config } }),
    ...(part.state && { state: part.state }),
  };
}

interface Named {
  readonly name: string;
}

/** The shared ones that no own one replaces, then the own ones; each with its place in the list that it is from. */
function withOwn<T extends Named>(shared: readonly T[], own: readonly T[]) {
  const names = new Set(own.map(({ name }) => name));
  return [
    ...shared.map((value, at) => ({ value, at, isShared: true })).filter(({ value }) => !names.has(value.name)),
    ...own.map((value, at) => ({ value, at, isShared: false })),
  ];
}

function mapped<A, B>(record: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

function elsewhereOf(system: SystemSpec, app: SystemAppSpec, index: number): readonly WrittenElsewhere[] {
  const { version, rings = {}, regions, zones } = system;
  const at = (step: Step, ...path: readonly Step[]): WrittenElsewhere => ({
    steps: [step],
    path: path.length > 0 ? path : [step],
  });
  return [
    ...["tenant", "select", "placement", "federate"].map((key) => at(key)),
    ...(system.state === "retired" ? [at("state")] : []),
    ...(app.image === undefined && version !== undefined ? [at("image", "versions", version, app.name)] : []),
    ...sharedKeys(["config"], ["config"], system.config, app.config),
    ...(app.secrets.length === 0 && system.secrets.length > 0 ? [at("secrets")] : []),
    ...listPlaces("secrets", index, withOwn(system.secrets, app.secrets)),
    ...(app.volumes === undefined && system.volumes ? [at("volumes")] : []),
    ...listPlaces("volumes", index, withOwn(system.volumes ?? [], app.volumes ?? [])),
    ...Object.entries(rings).flatMap(([ring, chosen]) => [
      { steps: ["rings", ring], path: ["rings", ring] },
      ...(app.image === undefined ? [{ steps: ["rings", ring, "image"], path: ["versions", chosen, app.name] }] : []),
    ]),
    ...Object.entries({ regions, zones }).flatMap(([key, parts]) =>
      Object.entries(parts).flatMap(([name, part]) => differencePlaces([key, name], app, part)),
    ),
  ];
}

function differencePlaces(
  steps: readonly [string, string],
  app: SystemAppSpec,
  { version, config, state, apps }: SystemDifference,
): readonly WrittenElsewhere[] {
  const own = apps?.[app.name];
  return [
    // The place itself is the same for all apps, and each field of an app is below the app.
    { steps, path: steps },
    ...Object.keys(own ?? {}).map((key) => ({ steps: [...steps, key], path: [...steps, "apps", app.name, key] })),
    ...(version !== undefined && app.image === undefined && own?.image === undefined
      ? [{ steps: [...steps, "image"], path: ["versions", version, app.name] }]
      : []),
    ...sharedKeys([...steps, "config"], [...steps, "config"], config ?? {}, own?.config ?? {}),
    ...(state ? [{ steps: [...steps, "state"], path: [...steps, "state"] }] : []),
  ];
}

/** Keys that the system says for all of its apps. */
function sharedKeys(
  steps: readonly Step[],
  path: readonly Step[],
  shared: Readonly<Record<string, string>>,
  own: Readonly<Record<string, string>>,
): readonly WrittenElsewhere[] {
  return Object.keys(shared)
    .filter((key) => !(key in own))
    .map((key) => ({ steps: [...steps, key], path: [...path, key] }));
}

function listPlaces(key: string, index: number, list: ReturnType<typeof withOwn>): readonly WrittenElsewhere[] {
  return list.map(({ at, isShared }, position) => ({
    steps: [key, position],
    path: isShared ? [key, at] : ["apps", index, key, at],
  }));
}
