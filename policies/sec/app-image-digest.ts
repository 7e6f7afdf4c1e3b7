import type { FleetRule } from "../rule.ts";
import { appImages } from "./app-images.ts";
import { floating } from "./image-reference.ts";

export const appImageDigest: FleetRule = {
  id: "FLT-SEC-003",
  scope: "fleet",
  severity: "warning",
  title: "Apps pin the digest of their images",
  help: "A tag can be pushed again with other content; a digest cannot. Profiles need none: their tags are exact, mirrored and locked with the profile.",
  bad: `# apps/retail/checkout.yaml
image: registry.panji.example/retail/checkout:2.4.1
`,
  good: `# apps/retail/checkout.yaml
image: registry.panji.example/retail/checkout:2.4.1@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
`,
  check(fleet, context) {
    return appImages(fleet, context)
      .filter(({ reference }) => reference.digest === undefined || /:0+$/.test(reference.digest))
      .filter(({ reference }) => reference.digest !== undefined || floating(reference) === undefined)
      .map(({ app, image, reference, at }) => ({
        message: `image ${image} has ${reference.digest ? "a digest of zeros alone, which no image has" : "no digest"}`,
        subject: app.path,
        at,
        hint: "append the digest, @sha256:..., which the registry prints when the image is pushed",
      }));
  },
};
