import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { kindFacts } from "../../compiler/kind-facts.ts";
import { effectOf } from "../../compiler/plan/effect.ts";
import { effects, groupKind } from "../../model/kinds/facts.ts";
import { catalogue } from "../../profiles/catalogue.ts";
import { allFiles, compileFleet } from "../compile-fleet.ts";

const root = join(import.meta.dirname, "../..");
const kinds = kindFacts(catalogue);

/** `Kind.group` of every manifest among texts. */
function kindsIn(texts: Iterable<string>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const text of texts) {
    const [, apiVersion, kind] = /^apiVersion: (\S+)\nkind: (\S+)$/m.exec(text) ?? [];
    if (apiVersion && kind) found.add(groupKind(apiVersion, kind));
  }
  return found;
}

function goldenTexts(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return goldenTexts(path);
    return path.includes("/golden/") && entry.name.endsWith(".yaml") ? [readFileSync(path, "utf8")] : [];
  });
}

describe("A kind that is emitted has facts", () => {
  /** Read by kustomize, by EdgeCore and by kubeadm, never applied to a cluster. */
  const isApplied = (kind: string) => !/\.((kustomize|edgecore)\.config|kubeadm)\./.test(kind);

  test("in the sample fleet", () => {
    const manifests = [...allFiles(compileFleet(root).contents)].filter(([path]) => /^[^/]+\/(hub|sites)\//.test(path));
    const emitted = kindsIn(manifests.map(([, text]) => text));
    expect(emitted.size).toBeGreaterThan(30);
    expect([...emitted].filter((kind) => isApplied(kind) && !(kind in kinds))).toEqual([]);
  });

  test("and in every golden tree of an engine", () => {
    const emitted = kindsIn(goldenTexts(join(root, "test/engines")));
    expect(emitted.size).toBeGreaterThan(15);
    expect([...emitted].filter((kind) => isApplied(kind) && !(kind in kinds))).toEqual([]);
  });
});

describe("The effect of a change", () => {
  const object = (apiVersion: string, kind: string, rest = "") =>
    `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: x\n${rest}`;
  const change = (
    before: string | undefined,
    after: string | undefined,
    path = "sites/a/b/50-x/x.yaml",
    isOrphaned = false,
  ) => effectOf({ repository: "guangdong", path, construct: "panji", before, after, isOrphaned }, kinds);
  const deployment = (replicas: number, image: string) =>
    object("apps/v1", "Deployment", `spec:\n  replicas: ${replicas}\n  template:\n    spec:\n      image: ${image}\n`);

  test("of a workload is a restart when its pods differ, and only then", () => {
    expect(change(deployment(1, "a"), deployment(2, "a"))).toBe("no restart");
    expect(change(deployment(1, "a"), deployment(1, "b"))).toBe("restarts pods");
    expect(change(undefined, deployment(1, "a"))).toBe("no restart");
    expect(change(deployment(1, "a"), undefined)).toBe("stops pods");
  });

  test("of a kind without facts is unknown, never harmless", () => {
    const unknown = object("example.com/v1", "Widget");
    expect([change(unknown, `${unknown}spec: {}\n`), change(unknown, undefined), change(undefined, unknown)]).toEqual([
      "unknown",
      "unknown",
      "unknown",
    ]);
  });

  test("of a chart is the same under Flux and under Argo CD", () => {
    const release = (version: string) => object("helm.toolkit.fluxcd.io/v2", "HelmRelease", `spec:\n  v: ${version}\n`);
    const application = (version: string) =>
      object("argoproj.io/v1alpha1", "Application", `spec:\n  source:\n    helm: {}\n    targetRevision: ${version}\n`);
    expect(change(release("1"), release("2"))).toBe(change(application("1"), application("2")));
    expect(change(release("1"), undefined)).toBe(change(application("1"), undefined));
    expect(change(release("1"), release("2"))).toBe("restarts pods");
  });

  // Once a held site was shown with a restart of everything that comes out of a chart.
  test("of a chart whose engine only works at other times, or not at all, is none", () => {
    const release = (spec: string) => object("helm.toolkit.fluxcd.io/v2", "HelmRelease", `spec:\n${spec}`);
    const application = (spec: string) =>
      object("argoproj.io/v1alpha1", "Application", `spec:\n  source:\n    helm: {}\n${spec}`);
    const values = "  values: { a: 1 }\n";
    expect(change(release(values), release(`  suspend: true\n  interval: 9m\n${values}`))).toBe("no restart");
    expect(change(release(values), release(`  suspend: true\n${values.replace("1", "2")}`))).toBe("restarts pods");
    expect(change(release(values), release(`  targetNamespace: b\n${values}`))).toBe("restarts pods");
    const paused = application("  syncPolicy: { automated: {} }\n");
    expect(change(application(""), paused)).toBe("no restart");
    expect(change(application(""), application("  destination: { namespace: b }\n"))).toBe("restarts pods");
  });

  test("of an Application that only points at a folder is none of its own", () => {
    const folder = (path: string) =>
      object("argoproj.io/v1alpha1", "Application", `spec:\n  source:\n    path: ${path}\n`);
    expect([change(folder("a"), folder("b")), change(folder("a"), undefined)]).toEqual(["no restart", "removes"]);
  });

  test("of a removed object that nothing prunes is that it stays", () => {
    const host = object("metal3.io/v1alpha1", "BareMetalHost");
    expect(change(host, undefined, "hub/sites/a/b/x.yaml", true)).toBe("orphans");
    expect(change(host, undefined)).toBe("deletes");
  });

  // baremetal-operator refused the new MAC address, and the whole folder of the site stopped applying.
  test("of a field that cannot change on a living object is that it is refused", () => {
    const host = (mac: string, online = true) =>
      object("metal3.io/v1alpha1", "BareMetalHost", `spec:\n  bootMACAddress: ${mac}\n  online: ${online}\n`);
    expect(change(host("02:44:00:00:00:01"), host("02:44:00:00:00:02"))).toBe("refused");
    expect(change(host("02:44:00:00:00:01"), host("02:44:00:00:00:01", false))).toBe("no restart");
  });

  test("of a file that a server reads shows at its next installation", () => {
    expect(change("a", "b", "hosts/4c4c/cloud-config.yaml")).toBe("at installation");
    expect(change("a", "b", "operator/keadm-batch/shenzhen.yaml")).toBe("at installation");
  });

  test("of an order to upgrade is a reboot as soon as the order is there", () => {
    const order = (name: string) => object("operator.kairos.io/v1alpha1", "NodeOp").replace("name: x", `name: ${name}`);
    expect(change(undefined, order("os-4-0-3-0a1b2c3d"))).toBe("reboots");
    expect(change(undefined, order("settings-0a1b2c3d"))).toBe("no restart");
    expect(change(order("os-4-0-3-0a1b2c3d"), `${order("os-4-0-3-0a1b2c3d")}spec: {}\n`)).toBe("no restart");
  });

  test("is never that a removal has none", () => {
    for (const facts of Object.values(kinds)) {
      const effect = typeof facts.onRemoval === "string" ? facts.onRemoval : facts.onRemoval({});
      expect(effects).toContain(effect);
      expect(effect).not.toBe("no restart");
    }
  });
});
