import { describe, expect, test } from "vitest";
import {
  type FolderLocation,
  folderLocation,
  folderNumbers,
  hostPath,
  hubAppsPath,
  hubAppsReconciler,
  hubDelivery,
  hubSitePath,
  layerFolder,
  operatorPath,
  platformPath,
  reconcilerOf,
  siteDelivery,
  siteOf,
  sitePath,
  siteReconciler,
  tenantFolder,
  wildcardPath,
} from "../../model/layout.ts";

const site = sitePath("shenzhen", "sz-01");

describe("What is built is read back", () => {
  test.each([
    [hubDelivery, { cluster: "hub", category: "delivery", name: "delivery" }],
    [platformPath("50-logs"), { cluster: "hub", category: "addon", name: "50-logs" }],
    [platformPath("70-kubeedge"), { cluster: "hub", category: "runtime", name: "70-kubeedge" }],
    [
      hubSitePath("shenzhen", "sz-01"),
      { cluster: "hub", category: "provisioning", name: "sz-01", zone: "shenzhen", site: "sz-01" },
    ],
    [
      hubAppsPath("shenzhen", "retail"),
      { cluster: "hub", category: "app", name: "apps.retail", zone: "shenzhen", tenant: "retail" },
    ],
    [
      `${site}/${siteDelivery}`,
      { cluster: site, category: "delivery", name: "00-delivery", zone: "shenzhen", site: "sz-01" },
    ],
    [
      `${site}/${tenantFolder("retail")}`,
      { cluster: site, category: "app", name: "80-apps-retail", zone: "shenzhen", site: "sz-01", tenant: "retail" },
    ],
  ])("%s", (path, location) => {
    expect(folderLocation(path)).toEqual(location);
  });

  test.each(Object.keys(folderNumbers) as (keyof typeof folderNumbers)[])("the category %s of a layer", (category) => {
    expect(folderLocation(`${site}/${layerFolder(category, "x")}`)).toMatchObject({ category });
  });

  test.each([
    hostPath("4c4c4544", "a.yaml"),
    operatorPath("keadm-batch", "shenzhen.yaml"),
    "README.md",
    "sites/shenzhen",
  ])("%s holds no manifest", (path) => {
    expect(folderLocation(path)).toBeUndefined();
  });
});

test.each([
  [platformPath("50-logs"), "50-logs"],
  [`${site}/${tenantFolder("retail")}`, "80-apps-retail"],
  [hubSitePath("shenzhen", "sz-01"), siteReconciler("sz-01")],
  [hubAppsPath("shenzhen", "retail"), hubAppsReconciler("retail", "shenzhen")],
])("%s is the folder of the reconciler %s", (path, name) => {
  expect(reconcilerOf(folderLocation(path) as FolderLocation)).toBe(name);
});

test("The owner of a path is its site, on both sides of the link, and never a tenant", () => {
  expect(siteOf(`${site}/30-cilium/a.yaml`)).toEqual({ zone: "shenzhen", site: "sz-01" });
  expect(siteOf("hub/sites/shenzhen/sz-01/a.yaml")).toEqual({ zone: "shenzhen", site: "sz-01" });
  expect(siteOf("hub/sites/shenzhen/apps.retail/a.yaml")).toBeUndefined();
  expect(siteOf("hub/platform/50-logs/a.yaml")).toBeUndefined();
});

test("Equal files of many sites have one wildcard path", () => {
  expect(wildcardPath(`${site}/30-cilium/a.yaml`)).toBe("sites/*/*/30-cilium/a.yaml");
  expect(wildcardPath("hub/sites/shenzhen/apps.retail/a.yaml")).toBe("hub/sites/*/apps.retail/a.yaml");
  expect(wildcardPath("hosts/4c4c4544/a.yaml")).toBe("hosts/*/a.yaml");
  expect(wildcardPath("operator/keadm-batch/shenzhen.yaml")).toBe("operator/keadm-batch/*.yaml");
});
