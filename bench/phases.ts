import { buildFleet } from "../compiler/build.ts";
import { checkFleet } from "../compiler/compile.ts";
import { ownedPaths, repositoryContent } from "../compiler/emit/content.ts";
import { emitUnit } from "../compiler/emit/emit-unit.ts";
import { volatilePaths } from "../compiler/emit/provenance-files.ts";
import { FleetDisk } from "../compiler/load/read-tree.ts";
import { readOutline, readRecords } from "../compiler/load/records.ts";
import { repositoryNames, repositoryOf } from "../compiler/lower/lower-repository.ts";
import { createLoweringContext } from "../compiler/lower/lowering-context.ts";
import type { Folder } from "../compiler/lower/unit.ts";
import { ManifestChecker } from "../compiler/manifest-checker.ts";
import { engines } from "../engines/engines.ts";
import { type PreparedPublish, preparePublish } from "../git/publish/publish.ts";
import { createSession } from "../git/publish/session.ts";
import type { RepositoryFile } from "../model/repository-file.ts";
import { importProfiles } from "../pipeline/profile-module.ts";
import { evaluateCluster, evaluateManifests, evaluateRepository } from "../policies/evaluate.ts";
import { createManifestEvaluator } from "../policies/manifest-evaluator.ts";
import { rules } from "../policies/rules.ts";

/**
 * What each step takes in one thread: `node bench/phases.ts PROFILES FLEET BASE` prints milliseconds as JSON.
 * PROFILES is the URL of a module of profiles, BASE a folder for the repositories.
 */
const [profiles = "", root = "", base = ""] = process.argv.slice(2);
const phases: Record<string, number> = {};

function timed<T>(phase: string, action: () => T): T {
  const start = performance.now();
  const result = action();
  phases[phase] = (phases[phase] ?? 0) + performance.now() - start;
  return result;
}

const { catalogue, fingerprints } = await importProfiles(profiles);
const records = timed("read", () => {
  const disk = new FleetDisk(root);
  const outline = readOutline(disk);
  return outline && readRecords(disk, outline, undefined);
});
if (!records) throw new Error(`${root} holds no fleet`);
const { fleet } = timed("build", () => buildFleet(records, catalogue));
const selection = { regions: fleet.regions, centre: true };
const facts = { today: new Date().toISOString().slice(0, 10), ...fingerprints() };
timed("check", () => checkFleet({ fleet, selection, rules, facts }));

const context = createLoweringContext(fleet, engines);
const shapes = new ManifestChecker(rules.filter(({ scope }) => scope === "file"));
const evaluator = createManifestEvaluator(rules);
const run = createSession();
const prepared: PreparedPublish<never>[] = [];
let objects = 0;

function inspect(construct: string, folders: readonly Folder[]): void {
  timed("schema", () => shapes.checkCluster(construct, folders));
  timed("check", () => [
    ...evaluateManifests(evaluator, { construct, folders }),
    ...evaluateCluster(rules, { construct, folders }),
  ]);
  for (const folder of folders) objects += folder.objects.length;
}

async function publishOne(name: string): Promise<void> {
  const repository = repositoryOf(fleet, name, context);
  const files: RepositoryFile[] = [];
  const onHub: Folder[] = [];
  const units = repository.units();
  for (let next = timed("lower", () => units.next()); !next.done; next = timed("lower", () => units.next())) {
    const unit = next.value;
    inspect(unit.construct, unit.siteFolders);
    timed("check", () => shapes.checkFiles(unit.construct, unit.files));
    onHub.push(...unit.hubFolders);
    files.push(...timed("text", () => emitUnit(unit)));
  }
  inspect(repository.construct, onHub);
  const { construct } = repository;
  timed("check", () => evaluateRepository(rules, { construct, paths: files.map(({ path }) => path) }));
  const start = performance.now();
  const provenance = { source: "local", commit: "unknown", toolVersion: "0.0.0" };
  const content = repositoryContent(fleet, repository, files, provenance);
  const message = { subject: name, body: "", trailers: [] };
  const request = {
    ...content,
    remote: `${base}/${name}.git`,
    fleet: "bench",
    repository: name,
    volatile: volatilePaths,
    owned: ownedPaths,
    toolVersion: provenance.toolVersion,
    message,
  };
  prepared.push(await preparePublish(request, () => request, run));
  phases["git"] = (phases["git"] ?? 0) + performance.now() - start;
}

for (const name of repositoryNames(fleet, selection)) await publishOne(name);
const start = performance.now();
const published = await Promise.all(prepared.map(({ commit }) => commit()));
phases["git"] = (phases["git"] ?? 0) + performance.now() - start;
const missing = published.filter(({ outcome }) => outcome !== "published");
if (missing.length > 0)
  throw new Error(`${missing.length} repositories were not published: ${JSON.stringify(missing[0])}`);
process.stdout.write(JSON.stringify({ phases, objects, sites: fleet.regions.flatMap(({ sites }) => sites).length }));
