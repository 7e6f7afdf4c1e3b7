import { describe, expect, test } from "vitest";
import type { FileChange } from "../../../compiler/diff/changes.ts";
import { groupChanges } from "../../../compiler/diff/group.ts";
import { kindFacts } from "../../../compiler/kind-facts.ts";
import { catalogue } from "../../../profiles/catalogue.ts";

const kinds = kindFacts(catalogue);
const groupsOf = (changes: readonly FileChange[], whole: readonly string[]) => groupChanges(changes, whole, kinds);

const manifest = (kind: string, name: string, site: string, value: string) =>
  `apiVersion: v1
kind: ${kind}
metadata:
  name: ${name}
  labels:
    flotilla.dev/region: north
    flotilla.dev/zone: zone-${site}
    flotilla.dev/site: ${site}
data:
  VALUE: ${value}
`;

/** A changed file of one site; each site has a zone of its own. */
function change(site: string, changes: Partial<FileChange> & { readonly file?: string } = {}): FileChange {
  const { file = "50-logs/configmap_logs_settings.yaml", ...rest } = changes;
  return {
    repository: "north",
    path: `sites/zone-${site}/${site}/${file}`,
    construct: `panji/north/zone-${site}/${site}`,
    before: manifest("ConfigMap", "settings", site, "old"),
    after: manifest("ConfigMap", "settings", site, "new"),
    isOrphaned: false,
    ...rest,
  };
}

describe("changes are one group", () => {
  test("when they are the same at every site, whatever the sites are called", () => {
    const [group, ...others] = groupsOf([change("b"), change("a", { repository: "south" }), change("c")], []);
    expect(others).toEqual([]);
    expect(group).toMatchObject({
      kind: "changed",
      title: "ConfigMap/settings",
      path: "sites/*/*/50-logs/configmap_logs_settings.yaml",
      files: 3,
      constructs: ["panji/north/zone-a/a", "panji/north/zone-b/b", "panji/north/zone-c/c"],
      regions: [
        { name: "north", files: 2 },
        { name: "south", files: 1 },
      ],
    });
    expect(group?.example).toMatchObject({
      repository: "north",
      path: "sites/zone-b/b/50-logs/configmap_logs_settings.yaml",
      patch: expect.arrayContaining(["-  VALUE: old", "+  VALUE: new"]),
    });
  });

  test.each([
    ["another value", { after: manifest("ConfigMap", "settings", "b", "other") }],
    ["another file", { file: "50-logs/configmap_logs_more.yaml" }],
    ["another layer", { file: "60-metrics/configmap_logs_settings.yaml" }],
    ["a new file in place of a changed one", { before: undefined }],
    ["a file that goes in place of a changed one", { after: undefined }],
  ])("but not with %s", (_, other) => {
    expect(groupsOf([change("a"), change("b", other)], [])).toHaveLength(2);
  });

  test("for all files of a site that comes, or of one that goes, without their lines", () => {
    const comes = ["one", "two"].map((file) => change("a", { before: undefined, file: `50-logs/${file}.yaml` }));
    const host = change("a", {
      before: undefined,
      path: "hosts/4c4c/cloud-config.yaml",
      construct: "panji/north/zone-a/a/a-1",
    });
    const groups = groupsOf([...comes, host, change("b")], ["panji/north/zone-a/a"]);
    expect(groups.map(({ title, kind, files }) => [title, kind, files])).toEqual([
      ["whole sites", "added", 3],
      ["ConfigMap/settings", "changed", 1],
    ]);
    expect(groups[0]).toMatchObject({ constructs: ["panji/north/zone-a/a"], example: { patch: [] } });
  });

  test("for a site whose name only begins like that of one that comes, with its own kind", () => {
    const [group] = groupsOf([change("ab")], ["panji/north/zone-ab/a"]);
    expect(group?.title).toBe("ConfigMap/settings");
  });

  test("when nothing but identity labels differs, of whatever kind the objects are", () => {
    const relabelled = (site: string, kind: string): FileChange =>
      change(site, {
        before: manifest(kind, "settings", site, "same"),
        after: manifest(kind, "settings", `${site}-new`, "same"),
      });
    const groups = groupsOf([relabelled("a", "ConfigMap"), relabelled("b", "Deployment")], []);
    expect(groups.map(({ title, files }) => [title, files])).toEqual([["identity labels", 2]]);
  });
});

describe("the head of a group", () => {
  test.each([
    ["sites/zone-a/a/50-logs/x.yaml", "sites/*/*/50-logs/x.yaml"],
    ["hub/sites/zone-a/a/x.yaml", "hub/sites/*/*/x.yaml"],
    ["hub/sites/zone-a/apps.retail/x.yaml", "hub/sites/*/apps.retail/x.yaml"],
    ["hosts/4c4c/cloud-config.yaml", "hosts/*/cloud-config.yaml"],
    ["operator/keadm-batch/zone-a.yaml", "operator/keadm-batch/*.yaml"],
    ["hub/platform/50-logs/x.yaml", "hub/platform/50-logs/x.yaml"],
  ])("has a wildcard in place of sites, zones and hosts: %s", (path, wildcardPath) => {
    expect(groupsOf([change("a", { path })], [])[0]?.path).toBe(wildcardPath);
  });

  test.each([
    ["kind and name of the object", manifest("ConfigMap", "settings", "sz-01", "new"), "ConfigMap/settings"],
    ["a star for a name that is the site's", manifest("Cluster", "sz-01", "sz-01", "new"), "Cluster/*"],
    ["a star for a name that holds the site's", manifest("Cluster", "sz-01-etcd", "sz-01", "new"), "Cluster/*"],
    ["the name of a file that is no object", "#cloud-config\n", "configmap_logs_settings.yaml"],
  ])("has %s", (_, after, title) => {
    expect(groupsOf([change("sz-01", { after })], [])[0]?.title).toBe(title);
  });
});

describe("groups come in an order that puts the most severe first", () => {
  const removed = (kind: string) =>
    change("a", { before: manifest(kind, "x", "a", "old"), after: undefined, file: `50-logs/${kind}.yaml` });

  test("by what they do to a cluster, then by their number of files, then by their path", () => {
    const groups = groupsOf(
      [
        change("a", { file: "20-b/few.yaml" }),
        change("a", { file: "20-a/few.yaml" }),
        change("a", { file: "90-z/many.yaml" }),
        change("b", { file: "90-z/many.yaml" }),
        removed("Namespace"),
      ],
      [],
    );
    expect(groups.map(({ path }) => path)).toEqual([
      "sites/*/*/50-logs/Namespace.yaml",
      "sites/*/*/90-z/many.yaml",
      "sites/*/*/20-a/few.yaml",
      "sites/*/*/20-b/few.yaml",
    ]);
  });

  test("and a site that goes is as grave as the worst of its files", () => {
    const [group] = groupsOf([removed("ConfigMap"), removed("Namespace")], ["panji/north/zone-a/a"]);
    expect(group).toMatchObject({ title: "whole sites", kind: "removed", effect: "deletes" });
  });

  test("files that only list others are in none", () => {
    expect(groupsOf([change("a", { file: "50-logs/kustomization.yaml" })], [])).toEqual([]);
  });
});
