import { sourceAt } from "../../model/source.ts";
import { duplicates } from "../duplicates.ts";
import type { FleetRule } from "../rule.ts";

/** GB/T 2260: the two leading digits of provinces, municipalities, autonomous and special administrative regions. */
const provinces: ReadonlySet<string> = new Set(
  "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82".split(" "),
);

export const regionCode: FleetRule = {
  id: "FLT-HIER-005",
  scope: "fleet",
  severity: "error",
  title: "Region codes are province codes of GB/T 2260, each used once",
  help: "The code is what inventories, address plans and asset systems know the province by. A code that is not in the standard or that two regions share makes their records fall together.",
  bad: `# sites/guangdong/region.yaml
code: "44"
---
# sites/hunan/region.yaml
code: "44"
`,
  good: `# sites/guangdong/region.yaml
code: "44"
---
# sites/hunan/region.yaml
code: "43"
`,
  check(fleet) {
    const unknown = fleet.regions
      .filter((region) => !provinces.has(region.spec.code))
      .map((region) => ({
        message: `region ${region.name} has the code ${region.spec.code}, expected a province code of GB/T 2260`,
        subject: region.path,
        at: sourceAt(region.source, "code"),
        hint: "the standard begins with 11 (Beijing) and ends with 65 (Xinjiang), 71, 81 and 82",
      }));
    const twice = duplicates(fleet.regions, (region) => region.spec.code).map(({ key, item, first }) => ({
      message: `region ${item.name} has the code ${key} of region ${first.name}, expected a code of its own`,
      subject: item.path,
      others: [first.path],
      at: sourceAt(item.source, "code"),
      hint: "give one of the two the code of its own province",
    }));
    return [...unknown, ...twice];
  },
};
