import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { fleetOnDisk, smallFleet } from "../fleet-on-disk.ts";
import { runCommandHere } from "./run.ts";

const zoneFile = "sites/guangdong/shenzhen.yaml";
const zoneText = smallFleet()[zoneFile] as string;

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), "flotilla-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function git(repository: string, ...args: string[]): string {
  return execFileSync("git", ["-C", repository, ...args], { encoding: "utf8" }).trim();
}

/** A published small fleet: its folder, the base and the region's repository. */
async function published() {
  const fleet = fleetOnDisk();
  const base = scratch();
  const first = await runCommandHere(["publish", "--fleet", fleet, "--to", base]);
  expect(first).toMatchObject({ code: 0, stderr: "" });
  return {
    fleet,
    base,
    repository: join(base, "guangdong.git"),
    edit: (path: string, text: string) => writeFileSync(join(fleet, path), text),
  };
}

/** The zone with more sites: copies of the first one, each with numbers of its own. */
function zoneWith(count: number, state = "active"): string {
  const head = zoneText.slice(0, zoneText.indexOf("  - name:"));
  const site = zoneText.slice(head.length);
  const sites = Array.from({ length: count }, (_, index) =>
    site
      .replaceAll("sz-nanshan-01", `sz-nanshan-${String(index + 1).padStart(2, "0")}`)
      .replaceAll("10.44.12.", `10.44.${12 + index}.`)
      .replace("vlan: 112", `vlan: ${112 + index}`)
      .replace("b4c04f4e3332", `b4c04f4e33${String(32 + index)}`)
      .replace("02:44:0c:00:00:01", `02:44:0c:00:00:${String(10 + index)}`)
      .replace("10.44.255.11", `10.44.255.${11 + index}`)
      .replace("state: active", `state: ${state}`),
  );
  return head + sites.join("");
}

test("A region's repository is sound, has one commit with its trailers, and a second publish makes none", async () => {
  const { fleet, base, repository } = await published();
  expect(git(repository, "fsck", "--full", "--strict")).toBe("");
  expect(git(repository, "rev-list", "--count", "main")).toBe("1");
  const trailers = git(repository, "log", "-1", "--format=%(trailers:only,unfold)", "main");
  expect(trailers).toMatch(/^Flotilla-Source: .+\nFlotilla-Source-Commit: .+\nFlotilla-Plan: sha256:[0-9a-f]{64}$/m);
  const again = await runCommandHere(["publish", "--fleet", fleet, "--to", base]);
  expect(again.code).toBe(0);
  expect(again.stdout).toMatch(/^guangdong: [0-9a-f]{12} unchanged\ncentre: [0-9a-f]{12} unchanged\n$/);
  expect(git(repository, "rev-list", "--count", "main")).toBe("1");
});

test("A change of one site changes that site's files alone", async () => {
  const { fleet, base, repository, edit } = await published();
  edit(zoneFile, zoneWith(2));
  expect((await runCommandHere(["publish", "--fleet", fleet, "--to", base])).code).toBe(0);
  edit(zoneFile, zoneWith(2).replace("storage: 200Gi", "storage: 300Gi"));
  expect((await runCommandHere(["publish", "--fleet", fleet, "--to", base])).code).toBe(0);
  const changed = git(repository, "diff", "--name-only", "main~1", "main")
    .split("\n")
    .filter((path) => path !== "");
  const foreign = changed.filter(
    (path) => path.includes("sz-nanshan-02") || path.includes("33/") || path.startsWith("hub/delivery"),
  );
  expect(foreign).toEqual([]);
});

test("A fault in the files, or a violated rule, writes nothing anywhere", async () => {
  const fleet = fleetOnDisk({ [zoneFile]: zoneText.replace("vip: 10.44.12.10", "vip: 10.99.0.1") });
  const base = scratch();
  const outcome = await runCommandHere(["publish", "--fleet", fleet, "--to", base]);
  expect(outcome.code).toBe(5);
  expect(outcome.stderr).toMatch(/shenzhen\.yaml:9:\d+: error FLT-NET-\d{3}: /);
  expect(readdirSync(base)).toEqual([]);
});

describe("Nothing is deleted by accident", () => {
  test("a site that was not retired cannot vanish", async () => {
    const { fleet, base, repository, edit } = await published();
    edit(zoneFile, zoneWith(2));
    await runCommandHere(["publish", "--fleet", fleet, "--to", base]);
    const before = git(repository, "rev-parse", "main");
    edit(zoneFile, zoneWith(1));
    const outcome = await runCommandHere(["publish", "--fleet", fleet, "--to", base]);
    expect(outcome.code).toBe(5);
    expect(outcome.stderr).toMatch(/FLT-GUARD-\d{3}: .*sz-nanshan-02/);
    expect(git(repository, "rev-parse", "main")).toBe(before);
  });

  test("a retired site can go afterwards, and its files go with it", async () => {
    const { fleet, base, repository, edit } = await published();
    edit(zoneFile, zoneWith(2));
    await runCommandHere(["publish", "--fleet", fleet, "--to", base]);
    const second = zoneWith(2).indexOf("  - name: sz-nanshan-02");
    edit(zoneFile, zoneWith(2).slice(0, second) + zoneWith(2).slice(second).replace("state: active", "state: retired"));
    expect(await runCommandHere(["publish", "--fleet", fleet, "--to", base])).toMatchObject({ code: 0 });
    edit(zoneFile, zoneWith(1));
    expect(await runCommandHere(["publish", "--fleet", fleet, "--to", base])).toMatchObject({ code: 0 });
    expect(git(repository, "ls-tree", "-r", "--name-only", "main")).not.toContain("sz-nanshan-02");
  });

  test("more retired sites than the budget stop with exit code 10, and allowDelete lets them go", async () => {
    const { fleet, base, edit } = await published();
    edit(zoneFile, zoneWith(5));
    await runCommandHere(["publish", "--fleet", fleet, "--to", base]);
    const last = zoneWith(5).indexOf("  - name: sz-nanshan-02");
    edit(zoneFile, zoneWith(5).slice(0, last) + zoneWith(5).slice(last).replaceAll("state: active", "state: retired"));
    expect(await runCommandHere(["publish", "--fleet", fleet, "--to", base])).toMatchObject({ code: 0 });
    edit(zoneFile, zoneWith(1));
    const outcome = await runCommandHere(["publish", "--fleet", fleet, "--to", base]);
    expect(outcome.code).toBe(10);
    edit("sites/fleet.yaml", `${smallFleet()["sites/fleet.yaml"] as string}allowDelete: 3\n`);
    expect(await runCommandHere(["publish", "--fleet", fleet, "--to", base])).toMatchObject({ code: 0 });
  });
});

describe("The centre is written last", () => {
  // Once the centre listed a hub at its new address while the hub's own repository was refused.
  test("and not at all while a region of the same run is refused; on its own it is", async () => {
    const { fleet, base, edit } = await published();
    const tip = (name: string) => git(join(base, `${name}.git`), "rev-parse", "main");
    const before = tip("centre");
    const path = "sites/guangdong/region.yaml";
    edit(path, (smallFleet()[path] as string).replace("hub.gd.panji", "hub2.gd.panji"));
    edit(zoneFile, zoneText.replace("sz-nanshan-01\n    kind", "sz-futian-01\n    kind"));
    const publish = (...args: string[]) => runCommandHere(["publish", "--fleet", fleet, "--to", base, ...args]);
    const outcome = await publish();
    expect(outcome.code).toBe(10);
    expect(outcome.stderr).toContain("guangdong: refused, nothing was written");
    expect(outcome.stderr).toContain("centre: held back, nothing was written");
    expect(tip("centre")).toBe(before);
    expect(await publish("--region", "centre")).toMatchObject({ code: 0 });
    expect(tip("centre")).not.toBe(before);
    // Nothing of it would change now, so nothing is held back.
    expect((await publish()).stdout).toMatch(/^centre: [0-9a-f]{12} unchanged\n$/);
  });
});

describe("What others wrote is not destroyed", () => {
  function handEdit(repository: string, path: string, text: string): void {
    const clone = scratch();
    execFileSync("git", ["clone", "-q", repository, clone]);
    writeFileSync(join(clone, path), text);
    git(clone, "add", "-A");
    git(clone, "-c", "user.name=t", "-c", "user.email=t@localhost", "commit", "-qm", "By hand");
    git(clone, "push", "-q", "origin", "HEAD:main");
  }

  test("a hand edit and a foreign file in an owned folder stop with exit code 11 and are named; --overwrite restores", async () => {
    const { fleet, base, repository } = await published();
    handEdit(repository, "hub/delivery/kustomization.yaml", "resources: []\n");
    handEdit(repository, "hub/extra.yaml", "kind: Surprise\n");
    const plan = await runCommandHere(["plan", "--fleet", fleet, "--against", base]);
    expect(plan.code).toBe(11);
    expect(plan.stdout).toContain("hub/delivery/kustomization.yaml was edited by hand, hub/extra.yaml is not in the");
    const outcome = await runCommandHere(["publish", "--fleet", fleet, "--to", base]);
    expect(outcome.code).toBe(11);
    expect(outcome.stderr).toContain("hub/delivery/kustomization.yaml was edited by hand");
    expect(outcome.stderr).toContain("hub/extra.yaml is not in the inventory");
    const restored = await runCommandHere(["publish", "--fleet", fleet, "--to", base, "--overwrite"]);
    expect(restored.code).toBe(0);
    expect(restored.stdout).toContain("restored 2 places that somebody else changed:");
    expect(restored.stdout).toContain("    hub/delivery/kustomization.yaml was edited by hand\n");
    expect(restored.stdout).toContain("    hub/extra.yaml is not in the inventory\n");
    const files = git(repository, "ls-tree", "-r", "--name-only", "main");
    expect(files).not.toContain("hub/extra.yaml");
    expect(git(repository, "show", "main:hub/delivery/kustomization.yaml")).toContain(
      "gitrepository_flux-system_flotilla.yaml",
    );
    expect((await runCommandHere(["plan", "--fleet", fleet, "--against", base])).code).toBe(0);
  });

  test("a file outside the owned folders stays", async () => {
    const { fleet, base, repository, edit } = await published();
    handEdit(repository, "CODEOWNERS", "* @fleet\n");
    edit(zoneFile, zoneText.replace("storage: 200Gi", "storage: 300Gi").replace("vlan: 112", "vlan: 113"));
    expect((await runCommandHere(["publish", "--fleet", fleet, "--to", base])).code).toBe(0);
    expect(git(repository, "show", "main:CODEOWNERS")).toBe("* @fleet");
  });
});

test("--region limits the work to the named repositories, and centre is one of them", async () => {
  const fleet = fleetOnDisk();
  const base = scratch();
  expect((await runCommandHere(["publish", "--fleet", fleet, "--to", base, "--region", "centre"])).code).toBe(0);
  expect(readdirSync(base)).toEqual(["centre.git"]);
  const wrong = await runCommandHere(["publish", "--fleet", fleet, "--to", base, "--region", "guandong"]);
  expect(wrong).toMatchObject({ code: 2, stdout: "" });
  expect(wrong.stderr).toContain("did you mean guangdong?");
});

test("synth writes the same bytes as publish commits, keeps foreign files and removes its own stale ones", async () => {
  const { fleet, repository, edit } = await published();
  const out = scratch();
  expect((await runCommandHere(["synth", "--fleet", fleet, "--out", out])).code).toBe(0);
  const listed = git(repository, "ls-tree", "-r", "--name-only", "main").split("\n");
  for (const path of listed) {
    expect(`${git(repository, "show", `main:${path}`)}\n`, path).toBe(
      readFileSync(join(out, "guangdong", path), "utf8"),
    );
  }
  writeFileSync(join(out, "guangdong", "NOTES"), "mine\n");
  edit(zoneFile, zoneText.replace("state: active", "state: planned"));
  expect((await runCommandHere(["synth", "--fleet", fleet, "--out", out])).code).toBe(0);
  expect(existsSync(join(out, "guangdong", "NOTES"))).toBe(true);
  expect(existsSync(join(out, "guangdong", "sites"))).toBe(false);
});
