import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { PatchOperation } from "../../../engines/federation/json-patch.ts";
import type { Json } from "../../../model/json.ts";
import { allFiles, shippedProfiles } from "../../compile-fleet.ts";
import { app } from "../../evolution/entries.ts";
import { compileTexts } from "../../evolution/evolve.ts";
import { FleetData, set } from "../../evolution/fleet.ts";
import { expectGolden } from "../../expect-golden.ts";
import { patched } from "./patched.ts";

const golden = (name: string) => `${import.meta.dirname}/golden/karmada/${name}`;

const clusterIds = {
  guangdong: "7d2c0a5e-1f7b-4c1e-9a53-0c2f5b1d8e64",
  hunan: "b5a1f0c2-6c0e-4a3f-8d57-92e4c7a9301b",
};

/** A centre that hands one app out to the edge nodes of two hubs, which differ. */
function fleet(edit: (fleet: FleetData) => unknown = () => {}): FleetData {
  const made = new FleetData();
  made.apps.splice(0);
  set(made.fleet.centre, { profile: "centre@1.1.0" });
  for (const [name, clusterId] of Object.entries(clusterIds)) {
    const { hub } = made.region(name);
    if (hub) set(hub, { federation: { clusterId } });
  }
  made.apps.push(
    app("retail", "kiosk", {
      ports: [],
      select: { zones: ["shenzhen", "changsha"], labels: { customer: "metro" } },
      federate: { regions: "all" },
      regions: { hunan: { replicas: 2, config: { LOG_LEVEL: "warn", SCREEN: "wide" } } },
      zones: { shenzhen: { image: `registry.panji.example/retail/kiosk:1.1.0@sha256:${"b2".repeat(32)}` } },
    }),
  );
  edit(made);
  return made;
}

const compiled = (edit?: (fleet: FleetData) => unknown) => compileTexts(fleet(edit).texts(), shippedProfiles);

/** Files below a folder, by their paths in it. */
function below(files: ReadonlyMap<string, string>, folder: string): Map<string, string> {
  const own = [...files].filter(([path]) => path.startsWith(`${folder}/`) && !path.endsWith("/kustomization.yaml"));
  return new Map(own.map(([path, text]) => [path.slice(folder.length + 1), text]));
}

/** Codes and messages of what a fleet is refused for. */
function refusals(edit: (fleet: FleetData) => unknown) {
  const { loaded, result } = compiled(edit);
  const own = [...loaded.diagnostics, ...result.diagnostics].filter(
    ({ code, severity }) => severity === "error" && /^engine\/|^schema\/|^load\/|^file\//.test(code),
  );
  return own.map(({ message, hint }) => [message, hint]);
}

describe("golden trees", () => {
  const files = allFiles(compiled().contents);

  test("the control plane gets its members with the rights of their agents, and each app with where it goes", () => {
    expectGolden(below(files, "centre/hub/remote/karmada"), golden("control-plane"));
  });

  test("the centre's delivery gets the kubeconfig that the chart made", () => {
    expectGolden(below(files, "centre/hub/platform/50-federation-access"), golden("access"));
  });

  test("a hub gets an agent that may write apps of tenants and nothing else", () => {
    expectGolden(below(files, "guangdong/hub/platform/80-karmada-agent"), golden("agent"));
  });
});

test("a hub's own repository has nothing of an app that the centre hands out to it", () => {
  const paths = [...allFiles(compiled().contents).keys()];
  expect(
    paths.filter((path) => !path.startsWith("centre/") && path.includes("kiosk_") && path.includes("deployment")),
  ).toEqual([]);
  expect(paths.filter((path) => /^(guangdong|hunan)\/hub\/sites\/.*\/apps\./.test(path))).toEqual([]);
});

test("a region without membership has the app in its own repository, as before", () => {
  const { contents } = compiled((edited) => {
    const { hub } = edited.region("hunan");
    if (hub) delete hub.federation;
    set(edited.app("kiosk"), { federate: { regions: ["guangdong"] } });
  });
  const paths = [...allFiles(contents).keys()];
  expect(paths).toContain("hunan/hub/sites/changsha/apps.retail/deployment_retail_kiosk-changsha.yaml");
  expect(paths.filter((path) => path.startsWith("centre/") && path.includes("changsha"))).toEqual([]);
});

test("a hub gets from the centre, field by field, what its own repository would give it", () => {
  const own = allFiles(compiled((edited) => delete edited.app("kiosk").federate).contents);
  const handedOut = below(allFiles(compiled().contents), "centre/hub/remote/karmada/80-federated-retail");
  for (const [region, zone] of [
    ["guangdong", "shenzhen"],
    ["hunan", "changsha"],
  ]) {
    for (const kind of ["deployment", "configmap"]) {
      const there = below(own, `${region}/hub/sites/${zone}/apps.retail`).get(`${kind}_retail_kiosk-${zone}.yaml`);
      const template = handedOut.get(`${kind}_retail_kiosk-${zone}.yaml`);
      const override = handedOut.get(`overridepolicy_retail_${kind}-kiosk-${zone}.yaml`);
      const made = patched(parse(template ?? "") as Json, operationsFor(region, override));
      expect(withoutIdentity(made)).toEqual(withoutIdentity(parse(there ?? "") as Json));
    }
  }
});

function operationsFor(region: string | undefined, policy: string | undefined): readonly PatchOperation[] {
  if (policy === undefined) return [];
  const { spec } = parse(policy) as {
    readonly spec: {
      readonly overrideRules: readonly {
        readonly targetCluster: { readonly clusterNames: readonly (string | undefined)[] };
        readonly overriders: { readonly plaintext: readonly PatchOperation[] };
      }[];
    };
  };
  return (
    spec.overrideRules.find(({ targetCluster }) => targetCluster.clusterNames.includes(region))?.overriders.plaintext ??
    []
  );
}

/** Without the labels that say whose repository an object is from. */
function withoutIdentity(object: Json): Json {
  const text = JSON.stringify(object, (key, value) =>
    key.startsWith("flotilla.dev/") && key !== "flotilla.dev/zone" && key !== "flotilla.dev/config-hash"
      ? undefined
      : value,
  );
  return JSON.parse(text) as Json;
}

interface Policy {
  readonly spec: {
    readonly placement: { readonly clusterAffinity: unknown };
    readonly conflictResolution: string;
  };
}

const policyOf = (edit: (fleet: FleetData) => unknown): Policy =>
  parse(
    allFiles(compiled(edit).contents).get(
      "centre/hub/remote/karmada/80-federated-retail/propagationpolicy_retail_deployment-kiosk-changsha.yaml",
    ) ?? "",
  ) as Policy;

test("a place that the app leaves stays listed and is excluded", () => {
  const leaving = policyOf((edited) => set(edited.app("kiosk"), { zones: { changsha: { state: "retired" } } }));
  expect(leaving.spec.placement.clusterAffinity).toEqual({ clusterNames: ["hunan"], exclude: ["hunan"] });
});

test("what hubs have already is left alone, unless the app says that it takes it over", () => {
  expect(policyOf(() => {}).spec.conflictResolution).toBe("Abort");
  const taking = policyOf((edited) => set(edited.app("kiosk"), { federate: { regions: "all", takesOver: true } }));
  expect(taking.spec.conflictResolution).toBe("Overwrite");
});

describe("refused, each with a way out:", () => {
  test("sites that are clusters of their own", () => {
    expect(refusals((edited) => set(edited.app("kiosk"), { select: { zones: ["shenzhen"] } }))).toEqual([
      [
        "engine karmada cannot do this: federate for sites that are no nodes of a member's hub: sz-mall-01",
        "narrow `select` to sites of kind nodes, or make another app without federate for the others: they pull from Git themselves",
      ],
    ]);
  });

  test("a claim", () => {
    const volumes = [{ name: "data", path: "/data", size: "1Gi" }];
    expect(refusals((edited) => set(edited.app("kiosk"), { volumes, regions: {} }))).toEqual([
      [
        "engine karmada cannot do this: federate with the volume data, whose claim would be deleted with its data as soon as a region leaves",
        "leave federate out, so that the region's own repository keeps the claim, or make it an emptyDir",
      ],
    ]);
  });

  test("a region that is no member", () => {
    const named = (edited: FleetData) => {
      const { hub } = edited.region("hunan");
      if (hub) delete hub.federation;
      set(edited.app("kiosk"), { federate: { regions: ["guangdong", "hunan"] } });
    };
    expect(refusals(named)).toEqual([
      [
        "engine karmada cannot do this: federate to regions whose hubs are no members: hunan",
        "give each a hub with federation.clusterId in its region.yaml, or take it out",
      ],
    ]);
  });

  test("a centre whose delivery runs the hooks of a chart at each sync", () => {
    expect(refusals((edited) => set(edited.fleet.centre, { delivery: "argocd" }))[0]?.[0]).toContain(
      "delivery of the centre by argocd, which runs the hooks of a chart at each sync",
    );
  });

  test("a centre whose profile has no federation", () => {
    const found = refusals((edited) => set(edited.fleet.centre, { profile: "centre@1.0.0" }));
    expect(found).toHaveLength(3);
    expect(new Set(found.map(([message]) => message))).toEqual(
      new Set(["found federation at a centre that hands nothing out: its profile centre@1.0.0 has no federation"]),
    );
  });
});
