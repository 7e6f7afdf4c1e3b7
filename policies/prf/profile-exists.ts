import type { Fleet } from "../../constructs/fleet.ts";
import { writeValue } from "../../model/mend.ts";
import { type Source, within } from "../../model/source.ts";
import { onlyNear, suggest } from "../../model/suggest.ts";
import { allSites } from "../all-sites.ts";
import type { FleetRule, Violation } from "../rule.ts";

export const profileExists: FleetRule = {
  id: "FLT-PRF-001",
  scope: "fleet",
  severity: "error",
  baseline: "never",
  title: "Every pinned profile exists",
  help: "A site, a hub or the centre pins a name and version that no profile has, or a profile that is made for something else: a hub's profile at a site. Nothing can be made for it.",
  bad: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites:
  - name: sz-nanshan-01
    profile: edge-k3@1.0.0
`,
  good: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites:
  - name: sz-nanshan-01
    profile: edge-k3s@1.0.0
`,
  check(fleet, context) {
    const { centres, hubs, sites } = fleet.catalogue;
    const missing = (
      user: { readonly path: string; readonly reference: string },
      what: string,
      known: ReadonlyMap<string, unknown>,
      at: Source | undefined,
    ): readonly Violation[] => {
      if (known.has(user.reference)) return [];
      const close = suggest(user.reference, [...known.keys()]);
      return [
        {
          message: `no profile ${user.reference} for ${what}, expected one of ${[...known.keys()].sort().join(", ") || "none"}`,
          subject: user.path,
          at,
          mend: writeValue(at, nearProfile(user.reference, [...known.keys()])),
          hint: close ? `did you mean ${close}?` : otherUse(fleet, user.reference),
        },
      ];
    };
    return [
      ...missing(fleet.centre, "the centre", centres, fleet.source && within(fleet.source, "centre", "profile")),
      ...fleet.regions.flatMap(({ hub, source }) =>
        hub ? missing(hub, "a hub", hubs, source && within(source, "hub", "profile")) : [],
      ),
      ...allSites(fleet, context).flatMap((site) =>
        missing(site, "a site", sites, site.source && within(site.source, "profile")),
      ),
    ];
  },
};

/** Another version is never a slip of the pen. */
function nearProfile(reference: string, known: readonly string[]): string | undefined {
  const [name = "", version] = reference.split("@");
  const near = onlyNear(
    name,
    known.filter((each) => each.split("@")[1] === version).map((each) => each.split("@")[0] ?? ""),
  );
  return near && `${near}@${version}`;
}

function otherUse({ catalogue }: Fleet, reference: string): string {
  const uses = { sites: "sites", hubs: "hubs", centres: "the centre" } as const;
  const use = (["sites", "hubs", "centres"] as const).find((kind) => catalogue[kind].has(reference));
  return use
    ? `that profile is made for ${uses[use]}`
    : "pin a version that exists, or add the profile below profiles/";
}
