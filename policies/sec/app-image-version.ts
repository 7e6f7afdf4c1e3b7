import type { FleetRule } from "../rule.ts";
import { appImages } from "./app-images.ts";
import { floating } from "./image-reference.ts";

export const appImageVersion: FleetRule = {
  id: "FLT-SEC-002",
  scope: "fleet",
  severity: "error",
  title: "Apps pin the exact version of their images",
  help: "With a tag that moves, two servers of one site run different code after a reboot, no diff shows it, and nothing can be rolled back. Pin the full version, best with its digest.",
  bad: `# apps/retail/checkout.yaml
image: registry.panji.example/retail/checkout:latest
`,
  good: `# apps/retail/checkout.yaml
image: registry.panji.example/retail/checkout:2.4.1@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
`,
  check(fleet, context) {
    return appImages(fleet, context).flatMap(({ app, image, reference, at }) => {
      const problem = floating(reference);
      if (problem === undefined) return [];
      const hint = "pin the full version, such as 2.4.1, and its digest";
      return [{ message: `image ${image} ${problem}, expected an exact version`, subject: app.path, at, hint }];
    });
  },
};
