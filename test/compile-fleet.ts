import { type CompileResult, compile } from "../compiler/compile.ts";
import { ContentCollector, type RepositoryContent } from "../compiler/emit/content.ts";
import { type LoadedFleet, loadFleet } from "../compiler/load/load-fleet.ts";
import { type ProfileFingerprints, profileFingerprints } from "../compiler/load/profile-sources.ts";
import type { RenderedFleet } from "../compiler/plan/file-changes.ts";
import type { ProfileCatalogue } from "../constructs/catalogue.ts";
import type { Fleet } from "../constructs/fleet.ts";
import { rules } from "../policies/rules.ts";
import { catalogue } from "../profiles/catalogue.ts";

export interface CompiledFleet {
  readonly loaded: LoadedFleet;
  readonly result: CompileResult;
  readonly contents: readonly RepositoryContent[];
}

/** Profiles that fleets may pin, and what is known of their release. */
export interface ProfileSet {
  readonly catalogue: ProfileCatalogue;
  readonly fingerprints: ProfileFingerprints;
}

export const shippedProfiles: ProfileSet = { catalogue, fingerprints: profileFingerprints(catalogue) };

/** What a review compares. */
export function compiledRevision({ loaded, contents }: CompiledFleet): {
  readonly fleet: Fleet;
  readonly rendered: RenderedFleet;
} {
  const rendered = new Map(contents.map(({ name, files }) => [name, new Map(files.map((file) => [file.path, file]))]));
  return { fleet: loaded.fleet as Fleet, rendered };
}

/** The whole way from a folder to the content of its repositories, with every rule, as the command line goes it. */
export function compileFleet(root: string, { catalogue, fingerprints } = shippedProfiles): CompiledFleet {
  const loaded = loadFleet(root, catalogue);
  if (!loaded.fleet)
    throw new Error(`no fleet in ${root}: ${loaded.diagnostics.map((each) => each.message).join("; ")}`);
  const collector = new ContentCollector();
  const result = compile({
    fleet: loaded.fleet,
    selection: loaded.selection,
    rules,
    facts: { today: "2026-11-21", ...fingerprints },
    sink: collector.sink,
  });
  const provenance = { source: "local", commit: "0123456789abcdef0123456789abcdef01234567", toolVersion: "0.0.0" };
  return { loaded, result, contents: collector.finish(loaded.fleet, provenance) };
}

/** Every file of every repository: `<repository>/<path>` to text. */
export function allFiles(contents: readonly RepositoryContent[]): Map<string, string> {
  return new Map(
    contents.flatMap(({ name, files }) => files.map(({ path, text }) => [`${name}/${path}`, text] as const)),
  );
}
