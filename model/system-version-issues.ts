/** What is wrong with the versions of a system: images that lack, and names that are none. */

import type { Issue } from "./app-issues.ts";
import type { Step } from "./source.ts";
import type { SystemSpec } from "./system-fields.ts";

export function versionIssues({ version, versions, rings = {}, apps, regions, zones }: SystemSpec): readonly Issue[] {
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
  const all = Object.entries(versions);
  const { versioned, lost, strangers, candidates } = strangersIn({ apps, versions });
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

/** Apps that no version knows, and names in versions that no app has; `candidates`: those that each version has. */
function strangersIn({ apps, versions = {} }: Pick<SystemSpec, "apps" | "versions">) {
  const all = Object.values(versions);
  const versioned = apps.filter(({ image }) => image === undefined).map(({ name }) => name);
  const lost = all.length > 1 ? versioned.filter((name) => all.every((images) => images[name] === undefined)) : [];
  const strangers = [...new Set(all.flatMap(Object.keys))].filter((name) => !versioned.includes(name));
  const candidates = strangers.filter((name) => all.every((images) => images[name] !== undefined));
  return { versioned, lost, strangers, candidates };
}

/** Names of apps that seem to have another one now. */
export function oldNames(system: SystemSpec): readonly string[] {
  const { lost, candidates } = strangersIn(system);
  return lost.length > 0 ? candidates : [];
}

/** A name that is none of the system's apps. */
export function noApp(path: readonly Step[], names: readonly string[]): Issue {
  return { path, message: `one of the system's apps ${names.join(", ")}`, candidates: names };
}
