import { place } from "../place.ts";
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
  check(fleet, context) {
    const unfit = appTargets(fleet, context).filter(({ app, architectures }) =>
      app.spec.architectures.every((each) => !architectures.has(each)),
    );
    return [...Map.groupBy(unfit, ({ app }) => app)].map(([app, targets]) => {
      const there = [...new Set(targets.flatMap(({ architectures }) => [...architectures]))].sort();
      return {
        message: `the app is built for ${app.spec.architectures.join(", ")}, but ${targets.length} of its places have ${there.join(", ")} alone, such as ${targets[0]?.path}`,
        subject: app.path,
        others: targets.map(({ path }) => path),
        at: place(app.source, "architectures"),
        hint: `build the image for ${there.join(", ")}, or narrow select`,
      };
    });
  },
};
