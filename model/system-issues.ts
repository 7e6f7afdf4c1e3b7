/** What no field of a system can say by itself: names that must differ or be there, order, versions. */

import { findAppIssues, type Issue } from "./app-issues.ts";
import { appName, systemName } from "./scalars.ts";
import { within } from "./source.ts";
import { systemAppName, systemApps } from "./system-apps.ts";
import type { SystemSpec } from "./system-fields.ts";
import { findCircle } from "./system-order.ts";
import { noApp, oldNames, versionIssues } from "./system-version-issues.ts";

export function findSystemIssues(system: SystemSpec): readonly Issue[] {
  const own = [...nameIssues(system), ...orderIssues(system), ...versionIssues(system), ...sharedIssues(system)];
  // What follows from a wrong name or version would be told a second time, for each app.
  return own.length > 0 ? own : appIssues(system);
}

function nameIssues(system: SystemSpec): readonly Issue[] {
  const { apps, regions, zones } = system;
  const names = apps.map(({ name }) => name);
  const isApp = appNamed(system);
  const parts = Object.entries({ regions, zones }).flatMap(([key, all]) =>
    Object.entries(all).flatMap(([place, part]) =>
      Object.keys(part.apps ?? {}).map((name) => ({ path: [key, place, "apps", name], name })),
    ),
  );
  return [
    ...names.flatMap((name, index): readonly Issue[] =>
      names.indexOf(name) < index
        ? [{ path: ["apps", index, "name"], message: "a name that no other app of the system has" }]
        : [],
    ),
    ...lengthIssues(system),
    ...parts.flatMap(({ path, name }) => (isApp(name) ? [] : [noApp(path, names)])),
  ];
}

/** Of several that are too long, be it by the name of the system, the longest. */
function lengthIssues(system: SystemSpec): readonly Issue[] {
  const { name, apps } = system;
  if (!systemName.safeParse(name).success) return [];
  const whole = apps.map((app) => systemAppName(system, app.name));
  const [longest = ""] = whole.toSorted((a, b) => b.length - a.length);
  if (appName.safeParse(longest).success) return [];
  const message = `at most 30 characters for ${longest}, which its objects are called`;
  return [{ path: ["apps", whole.indexOf(longest), "name"], message }];
}

/** A name that an app has, or had before it was renamed: that is told at its new name. */
function appNamed(system: SystemSpec): (name: string) => boolean {
  const names = new Set([...system.apps.map(({ name }) => name), ...oldNames(system)]);
  return (name) => names.has(name);
}

function orderIssues(system: SystemSpec): readonly Issue[] {
  const { apps, federate } = system;
  const names = apps.map(({ name }) => name);
  const isApp = appNamed(system);
  const unknown = apps.flatMap(({ name, after }, index) =>
    after.flatMap((other, at): readonly Issue[] => {
      const path = ["apps", index, "after", at];
      if (other === name) return [{ path, message: "another app: none waits for itself" }];
      return isApp(other) ? [] : [noApp(path, names)];
    }),
  );
  if (unknown.length > 0) return unknown;
  const circle = findCircle(apps);
  if (circle) {
    const [first = ""] = circle;
    const message = `an order with a beginning: ${[...circle, first].join(" after ")}`;
    return [{ path: ["apps", names.indexOf(first), "after"], message }];
  }
  const waiting = apps.findIndex(({ after }) => after.length > 0);
  if (!federate || waiting < 0) return [];
  const message = "no after beside federate: the centre hands all apps out at once; let the app itself wait";
  return [{ path: ["apps", waiting, "after"], message }];
}

/** A claim is of one pod at a time, so no two apps can share it. */
function sharedIssues({ volumes = [] }: SystemSpec): readonly Issue[] {
  return volumes.flatMap(({ size }, index) =>
    size === undefined
      ? []
      : [
          {
            path: ["volumes", index, "size"],
            message: "files or emptyDir: a claim belongs to the one app that has it",
          },
        ],
  );
}

/** Those of the apps, at the places where they are written; what is shared is told once. */
function appIssues(system: SystemSpec): readonly Issue[] {
  const all = systemApps(system).flatMap(({ spec, index, elsewhere }) => {
    const source = { file: "", path: ["apps", index], elsewhere };
    return findAppIssues(spec).map(({ path, message }) => ({ path: within(source, ...path).path, message }));
  });
  return [...new Map(all.map((issue) => [JSON.stringify(issue.path), issue])).values()];
}
