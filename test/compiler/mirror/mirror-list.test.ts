import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { ListScope } from "../../../compiler/listing/scope.ts";
import { fileKeys } from "../../../compiler/mirror/file-pulls.ts";
import { MirrorList } from "../../../compiler/mirror/mirror-list.ts";
import { engines } from "../../../engines/engines.ts";
import { filePullsOfEngines } from "../../../engines/lookup.ts";
import { catalogue } from "../../../profiles/catalogue.ts";
import { compileFleet } from "../../compile-fleet.ts";

const { loaded, contents } = compileFleet(join(import.meta.dirname, "../../.."));
const files = contents.flatMap(({ files: own }) => own);
const registry = "registry.panji.example";

function listOf(scope?: ListScope) {
  if (!loaded.fleet) throw new Error("the sample fleet is faulty");
  const list = new MirrorList(loaded.fleet, scope);
  for (const file of files) list.add(file);
  return list.finish();
}

const items = listOf();
const references = new Set(items.map(({ reference }) => reference));

/** Every mention of the registry in any text of the output, host files, scripts and chart values included. */
const mentions = new Set(
  files.flatMap(({ text }) =>
    [...text.matchAll(/(?:https:\/\/)?registry\.panji\.example[\w./:@-]*/g)].map(([each]) =>
      each.replace(/[.:/]$/, ""),
    ),
  ),
);

describe("The list is the whole output's", () => {
  test("every mention of the registry is an item, or the beginning of items that a chart or a tool completes", () => {
    const missing = [...mentions].filter((mention) => {
      const name = mention.replace(/^https:\/\/(?=registry\.panji\.example$)/, "");
      if (references.has(name)) return false;
      return ![...references].some((each) => each.startsWith(name) && /^[:/@-]/.test(each.slice(name.length)));
    });
    expect(missing).toEqual([]);
    expect(mentions.size).toBeGreaterThan(50);
  });

  test("no other registry is named, and no image without one", () => {
    const foreign = /\b(?:(?:docker|quay|ghcr)\.io|registry\.k8s\.io|gcr\.io|registry\.suse\.com)\/[\w./-]+/;
    expect(files.filter(({ text }) => foreign.test(text)).map(({ path }) => path)).toEqual([]);
    const unnamed = files.flatMap(({ text }) =>
      [...text.matchAll(/^ *(?:- )?image: "?([^\s"]+)/gm)].map(([, each]) => each),
    );
    expect(unnamed.filter((each) => !each?.startsWith(`${registry}/`))).toEqual([]);
  });

  test("every item stands in the output, whole or as name and version, but those that a chart or Kubernetes itself names", () => {
    const whole = (reference: string) => mentions.has(reference);
    // In the values of a chart: `repository` and `tag`, or `image` and `tag`; of a chart: its url and its `tag`.
    const inParts = (reference: string) => {
      const [, name = "", tag = ""] = /^(.+):([^/:]+)$/.exec(reference) ?? [];
      const parts = [name, name.replace(/\/[^/]+$/, "")];
      return files.some(({ text }) => {
        const named = parts.some((each) => text.includes(`${each}\n`) || text.includes(`${each}"\n`));
        return named && new RegExp(`(?:tag|targetRevision): "?${tag.replaceAll(".", "\\.")}"?$`, "m").test(text);
      });
    };
    const silent = items.filter(({ type, reference }) => {
      if (type === "git" || reference.startsWith("/")) return false;
      return !whole(reference) && !inParts(reference);
    });
    expect([...new Set(silent.map(({ reference }) => reference.split("/")[1]))]).toEqual([
      "cfssl",
      "cilium",
      "external-secrets",
      "jetstack",
      "karmada",
      "kubeedge",
      "kubernetes",
      "longhornio",
      "rancher",
      "victoriametrics",
    ]);
    expect(
      silent.filter(({ reference }) => reference.includes("/kubeedge/")).map(({ reference }) => reference),
    ).toEqual([`${registry}/kubeedge/installation-package:v1.23.1`]);
  });

  test("what an operator's tool looks for on its own machine stands in the operator's file", () => {
    const local = items.filter(({ reference }) => reference.startsWith("/"));
    expect(local.length).toBeGreaterThan(0);
    for (const { reference } of local) {
      const [folder = "", arch = ""] = reference.split(/\/(?=(?:amd|arm)64\/)|\/(?=keadm)/);
      expect(
        files.some(({ path, text }) => path.startsWith("operator/") && text.includes(folder) && text.includes(arch)),
        reference,
      ).toBe(true);
    }
  });

  test("every image that a pinned profile declares is fetched by somebody", () => {
    const pinned = new Set(items.flatMap(({ profiles }) => profiles));
    const declared = [catalogue.sites, catalogue.hubs, catalogue.centres]
      .flatMap((each) => [...each].filter(([reference]) => pinned.has(reference)).map(([, profile]) => profile))
      .flatMap(({ images }) => images.map(({ name, tag }) => `${registry}/${name}:${tag}`));
    expect(declared.filter((each) => !references.has(each))).toEqual([]);
  });
});

test("Every file of a server or an operator has a reader in its engine, or is a script, a page or manifests", () => {
  const readers = filePullsOfEngines(engines);
  const unread = files.filter(({ path, text }) => {
    if (!/^(hosts|operator)\//.test(path) || fileKeys(path).some((key) => key in readers)) return false;
    return !(path.startsWith("operator/") && (/\.(md|sh|txt)$/.test(path) || /^kind: \w/m.test(text)));
  });
  expect(unread.map(({ path }) => path)).toEqual([]);
});

test("An item has the digest that its reference has", () => {
  const checkout = items.find(({ reference }) => reference.includes("/retail/checkout:"));
  expect(checkout?.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(items.find(({ type }) => type === "chart")?.digest).toBeUndefined();
});

test("Architectures are those of the servers that fetch it, as far as it is built for them", () => {
  const of = (part: string, scope?: ListScope) =>
    listOf(scope).find(({ reference }) => reference.includes(part))?.architectures;
  expect(of("-arm64.qcow2")).toEqual(["arm64"]);
  expect(of("/cilium/cilium:")).toEqual(["amd64", "arm64"]);
  expect(of("/logstash/logstash:")).toEqual(["amd64"]);
  expect(of("/charts/cilium:")).toEqual([]);
  const lone = loaded.fleet?.regions
    .flatMap(({ sites }) => sites)
    .find(({ spec, hosts }) => spec.kind === "cluster" && hosts.every((host) => host.spec.arch === "arm64"));
  expect(of("/cilium/cilium:", { site: lone?.name })).toEqual(["arm64"]);
});

test("A profile's list has nothing that only other profiles need", () => {
  const own = listOf({ profile: "edge-metal" }).map(({ reference }) => reference);
  expect(own.some((each) => each.includes("/kubernetes/kube-apiserver:"))).toBe(true);
  expect(own.filter((each) => /kairos|kubeedge|jetstack|mirrored-coredns/.test(each))).toEqual([]);
});

test("A site's list has what its own choices bring: Longhorn where it is chosen", () => {
  const longhorn = (site: string) =>
    listOf({ site }).filter(({ reference }) => reference.includes("/longhornio/")).length;
  expect(longhorn("gd-sz-nanshan-02")).toBeGreaterThan(10);
  expect(longhorn("gd-sz-nanshan-01")).toBe(0);
});
