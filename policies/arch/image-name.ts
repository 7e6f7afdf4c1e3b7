import type { App } from "../../constructs/app.ts";
import { sourceAt } from "../../model/source.ts";
import type { Architecture } from "../../model/zone-file.ts";
import { pluralize } from "../pluralize.ts";
import type { FleetRule, Violation } from "../rule.ts";
import { type AppTarget, appTargets } from "./app-targets.ts";

/** Spellings of an architecture at the end of an image's name or tag. */
const spellings: readonly (readonly [RegExp, Architecture])[] = [
  [/[-._](amd64|x86[-_]64)$/, "amd64"],
  [/[-._](arm64(v8)?|aarch64)$/, "arm64"],
];

export const imageName: FleetRule = {
  id: "FLT-ARCH-003",
  scope: "fleet",
  severity: "error",
  title: "An image named after an architecture goes to servers that have it",
  help: "An image such as checkout:2.4.1-amd64 is built for that architecture alone, whatever the app's `architectures` say. It is often a zone's own image that forgets the zone's other servers. Use an image for all architectures, or say in `architectures` what it is built for.",
  bad: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01, hosts: [{ arch: arm64 }] }]
---
# apps/retail/checkout.yaml
zones:
  shenzhen:
    image: registry.panji.example/retail/checkout:2.4.1-amd64@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
`,
  good: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01, hosts: [{ arch: arm64 }] }]
---
# apps/retail/checkout.yaml
zones:
  shenzhen:
    image: registry.panji.example/retail/checkout:2.4.1-arm64@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
`,
  check(fleet) {
    return fleet.apps.flatMap((app) => {
      const images = [
        app.spec.image,
        ...furtherImages(app).map(({ image }) => image),
        ...app.differences.map(({ part }) => part.image),
      ];
      if (images.every((image) => image === undefined || architectureInName(image) === undefined)) return [];
      const misfits = appTargets(app).flatMap(misfit);
      return [...Map.groupBy(misfits, ({ steps }) => steps.join("/")).values()].map((group) => violation(app, group));
    });
  },
};

interface Misfit {
  readonly path: string;
  /** Where the app's file names the image. */
  readonly steps: readonly (string | number)[];
  readonly image: string;
  readonly built: Architecture;
  /** Architectures there that the app claims to run on and the image does not fit. */
  readonly foreign: readonly Architecture[];
}

function misfit({ app, zone, path, architectures }: AppTarget): readonly Misfit[] {
  const difference = app.differencesIn(zone).findLast(({ part }) => part.image !== undefined);
  const own = { image: app.inZone(zone).image, steps: [...(difference?.steps ?? []), "image"] };
  return [own, ...furtherImages(app)].flatMap(({ image, steps }) => {
    const built = architectureInName(image);
    // Where the app says so itself, its pods keep to servers that fit.
    const foreign = [...architectures].filter((each) => each !== built && app.spec.architectures.includes(each));
    return built === undefined || foreign.length === 0 ? [] : [{ path, steps, image, built, foreign }];
  });
}

/** Of the containers besides the app's own. */
function furtherImages({ spec }: App) {
  return (["initContainers", "containers"] as const).flatMap((key) =>
    spec[key].map(({ image }, index) => ({ image, steps: [key, index, "image"] })),
  );
}

function violation(app: App, misfits: readonly Misfit[]): Violation {
  const { image, built, path, steps } = misfits[0] as Misfit;
  const foreign = [...new Set(misfits.flatMap((each) => each.foreign))].sort().join(", ");
  return {
    message: `image ${image} is named after ${built}, but would run on ${foreign} at ${pluralize(misfits.length, "place")}, such as ${path}`,
    subject: app.path,
    others: misfits.map((each) => each.path),
    at: sourceAt(app.source, ...steps),
    hint: "use an image that is built for both, or correct architectures",
  };
}

function architectureInName(image: string): Architecture | undefined {
  const name = image.replace(/@sha256:.*$/, "");
  const tag = name.lastIndexOf(":");
  const parts = tag > name.lastIndexOf("/") ? [name.slice(0, tag), name.slice(tag)] : [name];
  return spellings.find(([pattern]) => parts.some((part) => pattern.test(part)))?.[1];
}
