import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ApiObject, App, Chart, YamlOutputType } from "cdk8s";
import { loadFleet } from "../compiler/load/load-fleet.ts";
import { repositoryOf } from "../compiler/lower/lower-repository.ts";
import { createLoweringContext } from "../compiler/lower/lowering-context.ts";
import { engines } from "../engines/engines.ts";
import type { KubernetesObject } from "../model/manifest.ts";
import { importProfiles } from "../pipeline/profile-module.ts";

/**
 * What cdk8s takes for the same objects: `node bench/cdk8s-baseline.ts PROFILES FLEET` makes one App a site, each writing
 * one file, and prints seconds and objects as JSON. Nothing is checked and nothing is committed.
 */
const [profiles = "", root = ""] = process.argv.slice(2);
const { catalogue } = await importProfiles(profiles);
const { fleet } = loadFleet(root, catalogue);
if (!fleet) throw new Error(`${root} holds no fleet`);
const context = createLoweringContext(fleet, engines);
const out = mkdtempSync(join(tmpdir(), "flotilla-cdk8s-"));
let seconds = 0;
let objects = 0;

function synthesize(site: string, manifests: readonly KubernetesObject[]): void {
  const start = performance.now();
  const app = new App({ outdir: join(out, site), yamlOutputType: YamlOutputType.FILE_PER_APP });
  const chart = new Chart(app, site, { labels: { "flotilla.dev/site": site } });
  for (const [index, manifest] of manifests.entries()) {
    const { metadata, ...rest } = manifest;
    new ApiObject(chart, String(index), { ...rest, metadata: { ...metadata } } as ConstructorParameters<
      typeof ApiObject
    >[2]);
  }
  app.synth();
  seconds += (performance.now() - start) / 1000;
  objects += manifests.length;
}

for (const { name } of fleet.regions) {
  for (const unit of repositoryOf(fleet, name, context).units()) {
    if (unit.siteFolders.length > 0)
      synthesize(
        unit.name,
        unit.siteFolders.flatMap((folder) => folder.objects),
      );
  }
}
rmSync(out, { recursive: true });
process.stdout.write(JSON.stringify({ seconds, objects }));
