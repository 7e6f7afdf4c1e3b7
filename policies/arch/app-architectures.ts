import { sourceAt } from "../../model/source.ts";
import { architectures } from "../../model/zone-file.ts";
import { pluralize } from "../pluralize.ts";
import type { FleetRule } from "../rule.ts";
import { appTargets } from "./app-targets.ts";

export const appArchitectures: FleetRule = {
  id: "FLT-ARCH-002",
  scope: "fleet",
  severity: "error",
  title: "An app can run on a server of every place it is put at",
  help: "The app's image is built for none of the architectures there, so its pods would wait for ever. Build the image for that architecture too, or select other sites. Where the architectures are mixed, the pods keep to the servers that fit.",
  bad: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01, hosts: [{ arch: arm64 }] }]
---
# apps/retail/checkout.yaml
architectures: [amd64]
`,
  good: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01, hosts: [{ arch: arm64 }] }]
---
# apps/retail/checkout.yaml
architectures: [amd64, arm64]
`,
  check(fleet) {
    const picky = fleet.apps.filter(({ spec }) => architectures.some((each) => !spec.architectures.includes(each)));
    return picky.flatMap((app) => {
      const built = app.spec.architectures;
      const unfit = appTargets(app).filter((target) => built.every((each) => !target.architectures.has(each)));
      const there = [...new Set(unfit.flatMap((target) => [...target.architectures]))].sort().join(", ");
      const [first] = unfit;
      if (!first) return [];
      return [
        {
          message: `the app is built for ${built.join(", ")}, but there is ${there} alone at ${pluralize(unfit.length, "place")}, such as ${first.path}`,
          subject: app.path,
          others: unfit.map(({ path }) => path),
          at: sourceAt(app.source, "architectures"),
          hint: `build the image for ${there}, or narrow select`,
        },
      ];
    });
  },
};
