import type { ProfileFingerprints } from "../../compiler/load/profile-sources.ts";
import type { ProfileCatalogue } from "../../constructs/catalogue.ts";
import { type Profile, profileReference } from "../../constructs/profile.ts";
import type { Site } from "../../constructs/site.ts";
import { catalogue as shipped } from "../../profiles/catalogue.ts";
import { edgeK3s } from "../../profiles/edge-k3s/1.0.0.ts";

/** The shipped profile with its layer `metrics` under the name `monitoring`. */
const renamed: Profile<Site> = {
  ...edgeK3s,
  version: "1.0.1",
  layers: edgeK3s.layers.map((layer) => (layer.name === "metrics" ? { ...layer, name: "monitoring" } : layer)),
};

export const catalogue: ProfileCatalogue = {
  ...shipped,
  sites: new Map([...shipped.sites, [profileReference(renamed), renamed]]),
};

/** Nothing here is released, so there is nothing to lock. */
export const fingerprints = (): ProfileFingerprints => ({ profileHashes: new Map(), profileLock: new Map() });
