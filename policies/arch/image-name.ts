import type { Architecture } from "../../model/zone-file.ts";
import { place } from "../place.ts";
import type { FleetRule } from "../rule.ts";
import { appTargets } from "./app-targets.ts";

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
  check(fleet, context) {
    const named = appTargets(fleet, context).flatMap((target) => {
      const { app, zone, path, architectures } = target;
      const { image } = app.inZone(zone);
      const built = architectureInName(image);
      // Where the app says so itself, its pods keep to servers that fit.
      const foreign = [...architectures].filter((each) => each !== built && app.spec.architectures.includes(each));
      if (built === undefined || foreign.length === 0) return [];
      const isOwn = app.spec.zones[zone.name]?.image !== undefined;
      const at = isOwn ? place(app.source, "zones", zone.name, "image") : place(app.source, "image");
      return [{ key: `${app.path} ${isOwn ? zone.name : ""}`, app, image, built, foreign, path, at }];
    });
    return [...Map.groupBy(named, ({ key }) => key).values()].flatMap((group) => {
      const [first] = group;
      if (!first) return [];
      const foreign = [...new Set(group.flatMap((each) => each.foreign))].sort().join(", ");
      return [
        {
          message: `image ${first.image} is named after ${first.built}, but would run on ${foreign} at ${group.length} places, such as ${first.path}`,
          subject: first.app.path,
          others: group.map(({ path }) => path),
          at: first.at,
          hint: "use an image that is built for both, or correct architectures",
        },
      ];
    });
  },
};

function architectureInName(image: string): Architecture | undefined {
  const name = image.replace(/@sha256:.*$/, "");
  const tag = name.lastIndexOf(":");
  const parts = tag > name.lastIndexOf("/") ? [name.slice(0, tag), name.slice(tag)] : [name];
  return spellings.find(([pattern]) => parts.some((part) => pattern.test(part)))?.[1];
}
