/** What no field of a system can say by itself: names that must differ or be there, order, versions. */

import { findAppIssues, type Issue } from "./app-issues.ts";
import { appName } from "./scalars.ts";
import { type Step, within } from "./source.ts";
import { systemAppName, systemApps } from "./system-apps.ts";
import type { SystemSpec } from "./system-fields.ts";
import { findCircle } from "./system-order.ts";

export function findSystemIssues(system: SystemSpec): readonly Issue[] {
  const own = [...nameIssues(system), ...orderIssues(system), ...versionIssues(system), ...sharedIssues(system)];
  // What follows from a wrong name or version would be told a second time, for each app.
  return own.length > 0 ? own : appIssues(system);
}

function nameIssues(system: SystemSpec): readonly Issue[] {
  const { apps, regions, zones } = system;
  const names = apps.map(({ name }) => name);
  const parts = Object.entries({ regions, zones }).flatMap(([key, all]) =>
    Object.entries(all).flatMap(([place, part]) =>
      Object.keys(part.apps ?? {}).map((name) => ({ path: [key, place, "apps", name], name })),
    ),
  );
  return [
    ...names.flatMap((name, index): readonly Issue[] => {
      const path = ["apps", index, "name"];
      if (names.indexOf(name) < index) return [{ path, message: "a name that no other app of the system has" }];
      const whole = systemAppName(system, name);
      const message = `at most 30 characters for ${whole}, which its objects are called`;
      return appName.safeParse(whole).success ? [] : [{ path, message }];
    }),
    ...parts.flatMap(({ path, name }) => (names.includes(name) ? [] : [noApp(path, names)])),
  ];
}

/** A name that is none of the system's apps. */
function noApp(path: readonly Step[], names: readonly string[]): Issue {
  return { path, message: `one of the system's apps ${names.join(", ")}`, candidates: names };
}

function orderIssues({ apps, federate }: SystemSpec): readonly Issue[] {
  const names = apps.map(({ name }) => name);
  const unknown = apps.flatMap(({ name, after }, index) =>
    after.flatMap((other, at): readonly Issue[] => {
      const path = ["apps", index, "after", at];
      if (other === name) return [{ path, message: "another app: none waits for itself" }];
      return names.includes(other) ? [] : [noApp(path, names)];
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

function versionIssues({ version, versions, rings = {}, apps, regions, zones }: SystemSpec): readonly Issue[] {
  const chosen: readonly { readonly path: readonly Step[]; readonly version: string }[] = [
    ...(version === undefined ? [] : [{ path: ["version"], version }]),
    ...Object.entries(rings).map(([ring, each]) => ({ path: ["rings", ring], version: each })),
    ...Object.entries({ regions, zones }).flatMap(([key, parts]) =>
      Object.entries(parts).flatMap(([name, part]) =>
        part.version === undefined ? [] : [{ path: [key, name, "version"], version: part.version }],
      ),
    ),
  ];
  if (!versions) {
    return [
      ...chosen.map(({ path }) => ({ path, message: "no version, or versions with the images that each of them has" })),
      ...apps.flatMap(({ name, image }, index): readonly Issue[] =>
        image === undefined
          ? [{ path: ["apps", index, "image"], message: `an image, or versions with one for ${name}` }]
          : [],
      ),
    ];
  }
  const names = Object.keys(versions);
  return [
    ...(version === undefined ? [noVersion(["version"], names)] : []),
    ...chosen.flatMap(({ path, version: each }) => (names.includes(each) ? [] : [noVersion(path, names)])),
    ...imageIssues(apps, versions),
  ];
}

/** An app whose name no version knows, and names that no app has, are told once and not for each version. */
function imageIssues(apps: SystemSpec["apps"], versions: NonNullable<SystemSpec["versions"]>): readonly Issue[] {
  const versioned = apps.filter(({ image }) => image === undefined).map(({ name }) => name);
  const all = Object.entries(versions);
  const isNowhere = (name: string) => all.every(([, images]) => images[name] === undefined);
  const lost = all.length > 1 ? versioned.filter(isNowhere) : [];
  const strangers = [...new Set(all.flatMap(([, images]) => Object.keys(images)))].filter(
    (name) => !versioned.includes(name),
  );
  const candidates = strangers.filter((name) => all.every(([, images]) => images[name] !== undefined));
  const isMeant = (name: string) => lost.length > 0 && candidates.includes(name);
  return [
    ...lost.map((name) => ({
      path: ["apps", apps.findIndex((app) => app.name === name), "name"],
      message: "a name that versions have images for, or an image beside it",
      candidates,
    })),
    ...all.flatMap(([each, images]): readonly Issue[] => [
      ...versioned
        .filter((name) => images[name] === undefined && !lost.includes(name))
        .map((name) => ({ path: ["versions", each, name], message: `the image of ${name}, which states none itself` })),
      ...Object.keys(images)
        .filter((name) => strangers.includes(name) && !isMeant(name))
        .map((name): Issue => {
          const path = ["versions", each, name];
          const isKnown = apps.some((app) => app.name === name);
          return isKnown ? { path, message: `no image here: ${name} states its own` } : noApp(path, versioned);
        }),
    ]),
  ];
}

function noVersion(path: readonly Step[], names: readonly string[]): Issue {
  return { path, message: `one of the versions ${names.join(", ") || "(there is none)"}`, candidates: names };
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
