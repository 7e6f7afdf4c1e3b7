/** What the answers of registries mean for a fleet. */

import type { Fleet } from "../../constructs/fleet.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { firstNames } from "../../model/first-names.ts";
import { type Source, within } from "../../model/source.ts";
import { imagesOf } from "../../policies/sec/app-images.ts";
import { imageKey } from "./image-key.ts";
import type { ImageLanding } from "./mirror-list.ts";
import type { RegistryAnswer } from "./registry-answer.ts";

/** One finding for each app, or each profile, that names an image; one for each registry that does not answer, and why. */
export function imageFindings(
  fleet: Fleet,
  landings: readonly ImageLanding[],
  answers: ReadonlyMap<string, RegistryAnswer>,
): readonly Diagnostic[] {
  const usesOf = imageUses(fleet);
  const found = landings.flatMap((landing): readonly Diagnostic[] => {
    const answer = answers.get(landing.reference);
    if (!answer || answer.outcome === "unknown") return [];
    return usesOf(landing).flatMap((use) =>
      answer.outcome === "missing" ? missing(landing, use) : unbuilt(landing, answer.architectures, use),
    );
  });
  return [...found, ...unanswered(landings, answers)];
}

/** Somebody whose file names an image. */
interface Use {
  /** Construct path, or `name@version` of a profile. */
  readonly subject: string;
  readonly at: Source | undefined;
}

function missing({ reference, places }: ImageLanding, { subject, at }: Use): readonly Diagnostic[] {
  return [
    {
      code: "registry/missing",
      severity: "error",
      message: `the registry has no ${reference}, which ${firstNames(
        places.map(({ path }) => path),
        1,
      )} would fetch`,
      subjects: [subject, ...places.map(({ path }) => path)],
      ...(at && { at }),
      hint: "push it, copy it into the mirror (flotilla list images --format script), or correct the name",
    },
  ];
}

function unbuilt(
  { reference, places }: ImageLanding,
  built: readonly string[],
  { subject, at }: Use,
): readonly Diagnostic[] {
  const unfit = places.filter(({ architectures }) => architectures.some((each) => !built.includes(each)));
  const lacking = [
    ...new Set(unfit.flatMap(({ architectures }) => architectures.filter((each) => !built.includes(each)))),
  ];
  if (unfit.length === 0) return [];
  return [
    {
      code: "registry/architecture",
      severity: "error",
      message: `${reference} is built for ${built.join(", ")}, but lands on servers of ${lacking.sort().join(", ")} at ${firstNames(
        unfit.map(({ path }) => path),
        1,
      )}`,
      subjects: [subject, ...unfit.map(({ path }) => path)],
      ...(at && { at }),
      hint: `push an index with an image for ${lacking.join(" and ")} too, or say in architectures what it is built for`,
    },
  ];
}

/** Finds every app that names the image itself, else the profiles of the places: one finding, at the first that pins one. */
function imageUses(fleet: Fleet): (landing: ImageLanding) => readonly Use[] {
  const byImage = Map.groupBy(imagesOf(fleet), ({ image }) => imageKey(image));
  const pins = new Map(
    fleet.regions.flatMap(({ sites, hub }) => [...sites, ...(hub ? [hub] : [])].map((each) => [each.path, each])),
  );
  return ({ reference, places }) => {
    const uses = byImage.get(imageKey(reference));
    if (uses) return uses.map(({ app, at }) => ({ subject: app.path, at }));
    const [first] = places;
    const target = first && (pins.get(first.path) ?? (first.path === fleet.centre.path ? fleet.centre : undefined));
    return [{ subject: target?.reference ?? fleet.path, at: target?.source && within(target.source, "profile") }];
  };
}

function unanswered(
  landings: readonly ImageLanding[],
  answers: ReadonlyMap<string, RegistryAnswer>,
): readonly Diagnostic[] {
  const silent = landings.flatMap(({ reference }) => {
    const answer = answers.get(reference);
    return answer?.outcome === "unknown" ? [{ reference, ...answer }] : [];
  });
  const groups = Map.groupBy(silent, ({ registry, reason }) => `${registry} ${reason}`);
  return [...groups.values()].map((group): Diagnostic => {
    const [{ registry, reason, reference }] = group as [(typeof silent)[number], ...typeof silent];
    const images = group.length === 1 ? reference : `${group.length} images, such as ${reference}`;
    return {
      code: "registry/unknown",
      severity: "error",
      message: `${registry} could not be asked for ${images}: ${reason}`,
      subjects: [],
      hint: "nothing is known of these images, which is no pass; mend the way to the registry, or run without --registry",
      notEvaluated: { rules: ["registry/unknown"], reason },
    };
  });
}
