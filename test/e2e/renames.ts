import { fileURLToPath } from "node:url";

type Files = Readonly<Record<string, string>>;

/** Command line that knows edge-k3s@1.0.1, of which the layer `metrics` is called `monitoring`. */
export const program = fileURLToPath(new URL("./renamed-program.ts", import.meta.url));

const FLEET = "sites/fleet.yaml";
const REGION = "sites/north/region.yaml";
const CITY = "sites/north/city.yaml";
const EXEMPTIONS = "sites/exemptions.yaml";

/** Folders of the site mall-01 by their names before and after. */
export const renames = { "50-metrics": "50-monitoring", "80-apps-retail": "80-apps-shop" } as const;
export const oldNames = Object.keys(renames) as readonly (keyof typeof renames)[];
export const newNames = Object.values(renames);

/** The tenant's apps on the hub's nodes move as well. */
const orphaned = `orphan: [${oldNames.join(", ")}, apps.retail.coast]\n`;

/** A text with each of the first words replaced by the second. @throws when a file has no such word */
function edited(files: Files, file: string, ...words: readonly (readonly [from: string, to: string])[]): Files {
  const text = words.reduce((result, [from, to]) => {
    if (!result.includes(from)) throw new Error(`${file} has no ${from}`);
    return result.replace(from, to);
  }, files[file] ?? "");
  return { ...files, [file]: text };
}

/** The first of two steps: the old reconcilers keep their objects when they go. */
export function orphan(files: Files): Files {
  return edited(files, REGION, ["parameters:", `${orphaned}parameters:`]);
}

/** The second: the site's profile renames a layer, and the tenant gets another name. */
export function rename(files: Files): Files {
  const { "apps/retail/till.yaml": app = "", ...rest } = files;
  const withApp = { ...rest, "apps/shop/till.yaml": app.replace("tenant: retail", "tenant: shop") };
  const withTenant = edited(withApp, FLEET, ["name: retail", "name: shop"]);
  return edited(withTenant, CITY, ["edge-k3s@1.0.0", "edge-k3s@1.0.1"]);
}

/** What was orphaned has gone. */
export function adopt(files: Files): Files {
  return edited(files, REGION, [orphaned, ""]);
}

/** The layer gets its old name back in one step. */
export function renameBack(files: Files): Files {
  return edited(exempted(files), CITY, ["edge-k3s@1.0.1", "edge-k3s@1.0.0"]);
}

/** The layer is renamed in one step. */
export function renameLayer(files: Files): Files {
  return edited(exempted(files), CITY, ["edge-k3s@1.0.0", "edge-k3s@1.0.1"]);
}

/** Past the rule. */
function exempted(files: Files): Files {
  const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
  const exemption = {
    rule: "FLT-GUARD-009",
    construct: "panji/north/city/mall-01",
    reason: "shows what one step does",
    owner: "platform-team",
    ticket: "OPS-1",
    granted: day(0),
    expires: day(7),
  };
  return { ...files, [EXEMPTIONS]: JSON.stringify({ exemptions: [exemption] }) };
}
