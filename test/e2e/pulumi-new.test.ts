import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { load } from "js-yaml";
import { afterAll, expect, test } from "vitest";
import { ensurePulumi } from "../../lab/pulumi-programs.ts";
import manifest from "../../package.json" with { type: "json" };

const scratch = mkdtempSync(join(tmpdir(), "flotilla-new-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const program = join(import.meta.dirname, "../../bin/flotilla.mjs");
const flotilla = (...args: readonly string[]) => execFileSync(process.execPath, [program, ...args], { cwd: scratch });

/** Files below a folder, without Git's own and the archive of Flotilla, which a clone may have made. */
const filesOf = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .filter((path) => !/^(\.git|vendor)\//.test(path))
    .toSorted();

test("pulumi new makes of the template, without network, the fleet that init makes, but for where the provider lies", async () => {
  flotilla("init", "--template", "template");
  flotilla("init", "by-init/shop");
  const { program: pulumi, folders } = await ensurePulumi(() => {}, new AbortController().signal);
  const [home, made] = ["home", "shop"].map((name) => join(scratch, name)) as [string, string];
  for (const folder of [home, made]) mkdirSync(folder);
  execFileSync(
    pulumi,
    ["new", join(scratch, "template"), "--generate-only", "--yes", "--non-interactive", "--name", "shop"],
    {
      cwd: made,
      stdio: "pipe",
      env: {
        PATH: [dirname(pulumi), ...folders, process.env["PATH"]].join(":"),
        HOME: home,
        PULUMI_HOME: home,
        PULUMI_BACKEND_URL: `file://${home}`,
        PULUMI_SKIP_UPDATE_CHECK: "true",
      },
    },
  );
  const expected = join(scratch, "by-init/shop");
  const shim = "stacks/provider/pulumi-resource-flotilla";
  expect(filesOf(made)).toEqual([...filesOf(expected), shim, `${shim}.cmd`].toSorted());
  const differing = filesOf(expected).filter(
    (path) => readFileSync(join(made, path), "utf8") !== readFileSync(join(expected, path), "utf8"),
  );
  expect(differing).toEqual(["Pulumi.yaml", "sites/fleet.yaml"]);
  // Pulumi writes a name into YAML with an end of line of its own (pkg/cmd/pulumi/templates/project_templates.go).
  const [fleet, other] = [made, expected].map((folder) => readFileSync(join(folder, "sites/fleet.yaml"), "utf8"));
  expect(fleet).toBe(other?.replace("name: shop\n", "name: shop\n\n"));
  expect(load(readFileSync(join(made, "Pulumi.yaml"), "utf8"))).toMatchObject({
    name: "shop",
    plugins: { providers: [{ name: "flotilla", path: "stacks/provider" }] },
  });
  expect(statSync(join(made, shim)).mode & 0o100).not.toBe(0);
  expect(readFileSync(join(made, shim), "utf8")).toContain(`../../node_modules/${manifest.name}/dist/stacks/provider/`);
});
