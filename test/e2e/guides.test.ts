import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { dump, load } from "js-yaml";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { CRD_SOURCES } from "../../lab/crds/kinds.ts";
import { programOf } from "../../lab/servers/programs.ts";
import { type GuideCommand, guideCommands } from "../docs/guide-commands.ts";
import { type Place, wayOf } from "../docs/guide-ways.ts";
import { makeGuideFleet, makePrograms } from "./guide-fleet.ts";
import { guideObjects } from "./guide-objects.ts";
import { labOfTest } from "./lab-of-test.ts";
import { PulumiProject } from "./pulumi-project.ts";
import { shell } from "./shell.ts";

const scratch = mkdtempSync(join(tmpdir(), "flotilla-guides-"));
const region = join(scratch, "tree/guangdong");
const programs = join(scratch, "bin");
let fleet = "";
let env: Readonly<Record<string, string>> = {};

beforeAll(async () => {
  fleet = makeGuideFleet(scratch);
  makePrograms(programs);
  const path = [programs, dirname(await programOf("helm")), process.env["PATH"]].join(delimiter);
  env = { PATH: path, HOME: scratch, GIT_CONFIG_NOSYSTEM: "1" };
  expect((await shell("npx flotilla synth --out ../tree", fleet, env)).code).toBe(0);
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

interface Command extends GuideCommand {
  readonly code: number;
}

function commandsAt(place: Place): readonly Command[] {
  return guideCommands().flatMap((each) => {
    const way = wayOf(each.command);
    return way && "place" in way && way.place === place ? [{ ...each, code: way.code ?? 0 }] : [];
  });
}

describe("In the repository of a fleet", () => {
  test.each(commandsAt("fleet"))("$page:$line $command", async ({ command, code }) => {
    const text = command.replaceAll("/tmp/", `${scratch}/`).replace("COMMIT", "HEAD").replace("PATH", "sites");
    const ending = await shell(text, fleet, env);
    expect(ending).toMatchObject({ code, stderr: expect.not.stringContaining("error") });
  });
});

describe("In a published repository", () => {
  test.each(commandsAt("repository"))("$page:$line $command", async ({ command, code }) => {
    const text = command.replace("--global", `--file ${join(scratch, "gitconfig")}`);
    expect(await shell(text, join(scratch, "server/guangdong.git"), env)).toMatchObject({ code });
  });
});

describe("At clusters", () => {
  // Karmada has an API server of its own: on a hub `clusters` are those of Cluster API.
  const definitions = CRD_SOURCES.map(({ module }) => module).filter((each) => !each.includes("/karmada-io/"));
  const lab = labOfTest({ hub: { engines: [], definitions } }, async () => {
    const release = load(readFileSync(join(region, "hub/delivery/helmrelease_flux-system_flux.yaml"), "utf8"));
    writeFileSync(join(region, "values.yaml"), dump((release as { spec: { values: unknown } }).spec.values));
  });
  const run = async ({ command, code }: Command) => {
    const text = command
      .replace(/oci:\/\/registry\.panji\.example(\S*)/, `oci://${lab().registry.host}$1 --plain-http`)
      .replace(/\b(NAME|HOST|NODE|ZONE|OLD)\b/g, (word) => word.toLowerCase());
    const ending = await shell(text, region, { ...env, KUBECONFIG: lab().clusters.hub.kubeconfig });
    expect(ending).toMatchObject({ code, stderr: expect.not.stringMatching(/No resources found|rror/) });
    expect(ending.stdout.trim()).not.toBe("");
  };

  test.each(commandsAt("new hub"))("$page:$line $command", run);

  describe("that have what the guides speak of", () => {
    beforeEach(async () => {
      for (const object of guideObjects) await lab().clusters.hub.client.apply(object);
    });
    test.each(commandsAt("cluster"))("$page:$line $command", run);
  });
});

describe("With Pulumi", () => {
  const project = PulumiProject.create();
  afterAll(() => project.remove());

  test.each(onceEach(commandsAt("pulumi")))("$command", async ({ command }) => {
    const args = command.replace("npm run pulumi -- ", "").split(" ");
    await project.must(args[0] === "up" ? [...args, "--yes"] : args);
  });
});

function onceEach<T extends GuideCommand>(commands: readonly T[]): readonly T[] {
  return commands.filter(({ command }, index) => commands.findIndex((each) => each.command === command) === index);
}
