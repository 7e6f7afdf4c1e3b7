import type { FleetRule } from "../rule.ts";
import { appImages } from "./app-images.ts";
import { isFrom } from "./image-reference.ts";

export const appRegistry: FleetRule = {
  id: "FLT-SEC-001",
  scope: "fleet",
  severity: "error",
  title: "Apps take their images from the fleet's registries",
  help: "Sites reach the registries in sites/fleet.yaml and no others, and what lies there was scanned. Mirror the image there. FLT-SEC-006 holds everything that is written out to the same; an agreed exception needs an exemption from both.",
  bad: `# apps/retail/checkout.yaml
image: docker.io/retail/checkout:2.4.1
`,
  good: `# apps/retail/checkout.yaml
image: registry.panji.example/retail/checkout:2.4.1@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
`,
  check(fleet, context) {
    const { registries } = fleet;
    return appImages(fleet, context)
      .filter(({ reference }) => !isFrom(registries, reference.name))
      .map(({ app, image, at }) => ({
        message: `image ${image} is not from ${registries.join(" or ")}`,
        subject: app.path,
        at,
        hint: `mirror it to ${registries[0]}/${app.spec.tenant}/`,
      }));
  },
};
