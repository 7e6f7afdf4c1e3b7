import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { runCommandHere } from "../cli/run.ts";
import { compileFleet } from "../compile-fleet.ts";
import { fleetOnDisk, smallFleet } from "../fleet-on-disk.ts";

const files = {
  fleet: "sites/fleet.yaml",
  region: "sites/guangdong/region.yaml",
  zone: "sites/guangdong/shenzhen.yaml",
  app: "apps/retail/checkout.yaml",
} as const;
type File = keyof typeof files;
type Texts = Partial<Record<File, string>>;

const edited = (file: File, from: string, to: string): Texts => {
  const text = smallFleet()[files[file]] as string;
  expect(text).toContain(from);
  return { [file]: text.replace(from, to) };
};
const tenants = (list: string) => edited("fleet", "tenants: [{ name: retail, ", `tenants: [${list}{ name: retail, `);
const media = (more = "") => tenants(`{ name: media, namespaces: [media], owners: [media-team]${more} }, `);
const namespaces = (list: string, more = "") => edited("fleet", "namespaces: [retail]", `namespaces: [${list}]${more}`);
const lonePod = (more: string): Texts => ({
  app: `name: checkout
tenant: retail
image: registry.panji.example/retail/checkout:2.4.1@sha256:${"a1".repeat(32)}
ports: [{ name: http, port: 8080 }]
resources: { cpu: 250m, memory: 256Mi }
select: { labels: { customer: metro } }
${more}`,
});
const volume = (more = "") => `volumes: [{ name: data, path: /data, size: 5Gi${more} }]\n`;
const withParameters = (text: string, more = ""): Texts => edited("zone", "{ storage: 200Gi }", `{ ${text} }${more}`);

/** A published fleet; each call of the result publishes another version onto it. */
async function published(texts: Texts, ...args: readonly string[]) {
  const named = Object.fromEntries(Object.entries(texts).map(([file, text]) => [files[file as File], text]));
  const fleet = fleetOnDisk(named);
  const base = mkdtempSync(join(tmpdir(), "flotilla-test-"));
  onTestFinished(() => rmSync(base, { recursive: true, force: true }));
  const publish = () => runCommandHere(["publish", "--fleet", fleet, "--to", base, ...args]);
  expect((await publish()).code, "of the first publish").toBe(0);
  const next = async (changes: Texts) => {
    for (const [file, path] of Object.entries(files)) {
      const text = changes[file as File] ?? smallFleet()[path];
      writeFileSync(join(fleet, path), text as string);
    }
    return publish();
  };
  const tip = () => execFileSync("git", ["-C", join(base, "guangdong.git"), "rev-parse", "main"], { encoding: "utf8" });
  return { next, tip, fleet, base };
}

interface Case {
  readonly from: Texts;
  readonly to: Texts;
  readonly code: string;
  readonly says: string;
}

test.each<[string, Case]>([
  [
    "A tenant removed in one step",
    { from: media(), to: {}, code: "FLT-GUARD-020", says: "namespace media is not retired in the repository" },
  ],
  [
    "A namespace of a tenant renamed in one step",
    {
      from: namespaces("retail, old"),
      to: namespaces("retail, new"),
      code: "FLT-GUARD-020",
      says: "namespace old is not retired in the repository",
    },
  ],
  [
    "An app with a volume that is renamed in one step",
    {
      from: lonePod(volume()),
      to: { app: lonePod(volume()).app?.replace("name: checkout\n", "name: till\n") ?? "" },
      code: "FLT-GUARD-021",
      says: "persistentvolumeclaim retail/checkout-data would go from Git and stay in its cluster",
    },
  ],
  [
    "A volume taken from an app in one step",
    {
      from: lonePod(volume()),
      to: lonePod(""),
      code: "FLT-GUARD-021",
      says: "set state: retired for app retail/checkout or for its volume",
    },
  ],
  [
    "A storage engine exchanged under living volumes",
    {
      from: withParameters("storage: 200Gi, storageEngine: longhorn"),
      to: withParameters("storage: 200Gi"),
      code: "FLT-GUARD-020",
      says: "helmrelease flux-system/longhorn is not retired in the repository",
    },
  ],
  [
    "An ingress controller switched off in one step",
    {
      from: withParameters("storage: 200Gi, ingress: traefik"),
      to: withParameters("storage: 200Gi"),
      code: "FLT-GUARD-020",
      says: "name 50-traefik in retire for the clusters concerned",
    },
  ],
])("%s is refused and nothing is written", async (_, { from, to, code, says }) => {
  const { next, tip } = await published(from);
  const before = tip();
  const outcome = await next(to);
  expect(outcome.stderr).toContain("refused, nothing was written");
  expect(outcome.stderr).toContain(code);
  expect(outcome.stderr).toContain(says);
  expect(outcome.code).not.toBe(0);
  expect(tip()).toBe(before);
});

test.each<[string, readonly [Texts, Texts, Texts], string]>([
  ["A tenant", [media(), media(", state: retired"), {}], "tenant media; namespace media"],
  [
    "A namespace",
    [namespaces("retail, old"), namespaces("retail, old", ", retiredNamespaces: [old]"), {}],
    "namespace old",
  ],
  [
    "A volume",
    [lonePod(volume()), lonePod(volume(", state: retired")), lonePod("volumes: []\n")],
    "volume retail/checkout-data",
  ],
  [
    "A layer",
    [
      withParameters("storage: 200Gi, ingress: traefik"),
      withParameters("storage: 200Gi, ingress: traefik", "\n    retire: [50-traefik]"),
      withParameters("storage: 200Gi"),
    ],
    "namespace ingress",
  ],
])(
  "%s that is retired first goes by the next change, which says so by name",
  async (_, [from, retired, gone], names) => {
    const { next, base } = await published(from);
    expect(await next(retired)).toMatchObject({ code: 0 });
    const outcome = await next(gone);
    expect(outcome).toMatchObject({ code: 0 });
    expect(outcome.stdout).toContain(`  deleted from Git and pruned, with all data in it: ${names}`);
    const body = execFileSync("git", ["-C", join(base, "guangdong.git"), "log", "-1", "--format=%b", "main"]);
    expect(String(body)).toContain(`Deleted from Git and pruned, with all data in it: ${names}`);
  },
);

test("More retired namespaces than the budget end a run with the code for it, until allowDelete agrees", async () => {
  const retired = namespaces("retail, old, older", ", retiredNamespaces: [old, older]");
  const { next } = await published(retired);
  const refused = await next({});
  expect(refused.code).toBe(10);
  expect(refused.stderr).toContain("FLT-GUARD-024");
  expect(refused.stderr).toContain("namespace old, namespace older");
  const fleet = smallFleet()[files.fleet] as string;
  const allowed = await next({ fleet: `${fleet}allowDelete: 1\n` });
  expect(allowed).toMatchObject({ code: 0 });
  expect(allowed.stdout).toContain("pruned, with all data in it: namespaces old, older");
});

describe("A region under another name is refused before anything is written", () => {
  const renamed = async () => {
    const { fleet, base } = await published({});
    const text = smallFleet()[files.region] as string;
    execFileSync("mv", [join(fleet, "sites/guangdong"), join(fleet, "sites/yue")]);
    writeFileSync(join(fleet, "sites/yue/region.yaml"), text.replace("name: guangdong", "name: yue"));
    return { fleet, base };
  };
  // Once the centre refused, and the same run had made the repository of the new name.
  test.each([
    ["by a run on the whole fleet", []],
    ["by a run on the new region alone", ["--region", "yue"]],
    ["by a run on the centre alone", ["--region", "centre"]],
  ])("%s", async (_, options) => {
    const { fleet, base } = await renamed();
    const outcome = await runCommandHere(["publish", "--fleet", fleet, "--to", base, ...options]);
    expect(outcome.stderr).toContain("FLT-GUARD-022");
    expect(outcome.stderr).toContain("looks like a rename of region guangdong to yue");
    expect(outcome.code).toBe(5);
    expect(readdirSync(base).sort()).toEqual(["centre.git", "guangdong.git"]);
  });

  test("and a region that is new does not look like a rename", async () => {
    const { fleet, base } = await published({});
    const text = smallFleet()[files.region] as string;
    mkdirSync(join(fleet, "sites/hunan"));
    writeFileSync(
      join(fleet, "sites/hunan/region.yaml"),
      text.replace("name: guangdong", "name: hunan").replace('code: "44"', 'code: "43"'),
    );
    const outcome = await runCommandHere(["publish", "--fleet", fleet, "--to", base, "--region", "hunan"]);
    expect(outcome.stderr).toContain("FLT-HIER-003");
    expect(outcome.stderr).not.toContain("FLT-GUARD-022");
  });
});

test("A synth into a folder says by name what it deleted there", async () => {
  const fleet = fleetOnDisk({ [files.fleet]: media().fleet ?? "" });
  const out = join(fleet, "out");
  const synth = () => runCommandHere(["synth", "--fleet", fleet, "--out", out]);
  expect((await synth()).stdout).not.toContain("deleted");
  writeFileSync(join(fleet, files.fleet), smallFleet()[files.fleet] as string);
  expect((await synth()).stdout).toContain(
    "  deleted from Git and pruned, with all data in it: tenant media; namespace media\n",
  );
});

// Once every object of the tenant's apps was told as well, each in a namespace of nobody.
test("A tenant that is taken out while it has apps is one finding", () => {
  const gone = fleetOnDisk({
    [files.fleet]: (smallFleet()[files.fleet] as string).replace(/tenants:.*\n/, "tenants: []\n"),
  });
  const { loaded, result } = compileFleet(gone);
  expect([...loaded.diagnostics, ...result.diagnostics].map(({ code }) => code)).toEqual(["FLT-HIER-009"]);
});
