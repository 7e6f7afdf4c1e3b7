import type { Centre } from "../../constructs/centre.ts";
import type { Fleet } from "../../constructs/fleet.ts";
import type { Hub } from "../../constructs/hub.ts";
import type { Site } from "../../constructs/site.ts";
import { sourceAt } from "../../model/source.ts";
import type { SiteState } from "../../model/zone-file.ts";
import type { FleetRule, Violation } from "../rule.ts";

export const profileLocked: FleetRule = {
  id: "FLT-PRF-002",
  scope: "fleet",
  severity: "error",
  baseline: "never",
  title: "A released profile version never changes",
  help: "Sites pin a version because it always means the same stack. A changed body under an old version would move every site that pins it at once, past all rings. Undo the change, or copy the profile to a new version. profiles/lock.json holds the content hash of each released version; a version that is not there is a draft, which may change every day: sites that are planned or shipped may pin it, others may not. `flotilla profile lock` releases it.",
  bad: `# profiles/lock.json
edge-k3s@1.0.0: 9f8e7d
`,
  good: `# profiles/lock.json
edge-k3s@1.0.0: a1b2c3
`,
  check(fleet, { profileHashes, profileLock }) {
    return [...profileHashes].flatMap(([reference, hash]) => {
      const locked = profileLock.get(reference);
      if (locked === hash) return [];
      if (locked === undefined) return livingBearers(fleet, reference).map((bearer) => draft(reference, bearer));
      return [
        {
          message: `profile ${reference} was changed after its release: its content hash is ${hash}, expected ${locked}`,
          hint: `undo the change of profiles/${reference.replace("@", "/")}.ts or of what it imports, or release it as a new version and move the sites to that`,
        },
      ];
    });
  },
};

type Bearer = Site | Hub | Centre;

/** What runs before its servers have work: a draft may still change under it. */
const trying: ReadonlySet<SiteState> = new Set(["planned", "shipped", "retired"]);

function livingBearers(fleet: Fleet, reference: string): readonly Bearer[] {
  const sites = fleet.regions.flatMap((region) => region.sites.filter(({ spec }) => !trying.has(spec.state)));
  const hubs = fleet.regions.flatMap(({ hub }) => hub ?? []);
  return [fleet.centre, ...hubs, ...sites].filter((bearer) => bearer.reference === reference);
}

function draft(reference: string, { path, source }: Bearer): Violation {
  return {
    message: `profile ${reference} is a draft, which is not in profiles/lock.json, expected a released version in what is live`,
    subject: path,
    at: sourceAt(source, "profile"),
    hint: `release it with \`flotilla profile lock ${reference}\`; a lab that is live takes an exemption`,
  };
}
