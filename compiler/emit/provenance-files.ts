/** README.md and provenance.json, which change with every source commit. */

import type { Fleet } from "../../constructs/fleet.ts";

/** Where a run took the fleet from; gathered at the edge. */
export interface Provenance {
  /** URL of the fleet's own repository without credentials, or `local`. */
  readonly source: string;
  /** Commit of the fleet, `-dirty` when files differ from it, or `unknown`. */
  readonly commit: string;
  /** First line of that commit's message; absent outside of Git. */
  readonly subject?: string | undefined;
  readonly toolVersion: string;
}

/** For whoever looks at the other files alone. */
export const noProvenance: Provenance = { source: "", commit: "", toolVersion: "" };

/** Files that change with every source commit. A run that would change nothing else makes no commit. */
export const volatilePaths: ReadonlySet<string> = new Set(["README.md", ".flotilla/provenance.json"]);

export interface ProvenanceFields {
  readonly fleet: Fleet;
  /** Name of the region, or `centre`. */
  readonly repository: string;
  readonly provenance: Provenance;
  /** SHA-256 over every path and blob id of the repository but the volatile ones. */
  readonly plan: string;
  /** Pinned profiles in use, `name@version`, sorted. */
  readonly profiles: readonly string[];
}

/** .flotilla/provenance.json */
export function provenanceText({ fleet, repository, provenance, plan, profiles }: ProvenanceFields): string {
  const { source, commit, toolVersion } = provenance;
  const record = {
    version: 1,
    tool: "flotilla",
    toolVersion,
    fleet: fleet.spec.name,
    repository,
    source,
    commit,
    plan,
    profiles,
  };
  return `${JSON.stringify(record, null, 2)}\n`;
}

/** README.md at the root of the repository. */
export function readmeText({ fleet, repository, provenance, plan }: ProvenanceFields): string {
  const { source, commit, toolVersion } = provenance;
  const isCentre = repository === "centre";
  const rows = isCentre
    ? [["hub/", "what the centre's cluster reconciles: delivery objects and platform layers"]]
    : [
        ["hub/delivery/", "sources, projects, service accounts and one reconciler for each folder"],
        ["hub/platform/<layer>/", "layers of the hub's profile"],
        ["hub/sites/<zone>/<site>/", "provisioning objects of a site, node groups, apps on nodes of the hub"],
        ["sites/<zone>/<site>/<nn-layer>/", "what the site's own agent reconciles, layer by layer"],
        ["hosts/<machine-id>/", "what a server fetches before it has a cluster"],
        ["operator/<task>/", "files for a tool that a person or a pipeline runs"],
      ];
  return `# ${isCentre ? "Centre" : `Region ${repository}`} of fleet ${fleet.spec.name}

Generated. Do not edit: the next run refuses to write over a file that somebody changed here.

| path | content |
|---|---|
${rows.map(([path, text]) => `| \`${path}\` | ${text} |`).join("\n")}
| \`.flotilla/inventory.json\` | every file with its construct and Git blob id |
${isCentre ? "| `.flotilla/regions.json` | the regions of the fleet |\n" : ""}| \`.flotilla/provenance.json\` | where this came from |

- Made from: ${source} at \`${commit}\`, by Flotilla ${toolVersion}; plan \`${plan.slice(0, 16)}\`.
- To change something: edit ${isCentre ? "`sites/fleet.yaml`" : `the files below \`sites/${repository}/\``} in the fleet's own repository and open a pull request there.
- To see where a value comes from: \`flotilla explain ${isCentre ? "centre" : "SITE"}\`.
- To reproduce this tree: check that commit out and run \`flotilla synth --region ${repository} --out DIR\`.
`;
}
