/** The module of profiles of a Flotilla of another version: the same profile, with an older network in it. */

import type { ProfileCatalogue } from "../../constructs/catalogue.ts";
import { edgeK3s } from "../../profiles/edge-k3s/1.0.0.ts";
import { fingerprints as fingerprintsNow, catalogue as now, withNetwork } from "./review-profiles.ts";

export const catalogue: ProfileCatalogue = {
  ...now,
  sites: new Map([
    ...now.sites,
    ["edge-k3s@1.2.0", { ...edgeK3s, version: "1.2.0", layers: withNetwork("1.18.8") }] as const,
  ]),
};

export const fingerprints = fingerprintsNow;
