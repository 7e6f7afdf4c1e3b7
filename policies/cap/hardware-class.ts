import { writeValue } from "../../model/mend.ts";
import { sourceAt } from "../../model/source.ts";
import { onlyNear, suggest } from "../../model/suggest.ts";
import type { SiteRule } from "../rule.ts";

export const hardwareClass: SiteRule = {
  id: "FLT-CAP-032",
  scope: "site",
  severity: "error",
  title: "The hardware class of a server is one of the fleet's",
  help: "`hosts[].hardware` names a class of `hardware` in sites/fleet.yaml, which has its cores and memory. Correct the name, add the class, or write the size at the host.",
  bad: `# sites/fleet.yaml
hardware: { edge-small: { cpu: "4", memory: 8Gi } }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01, hosts: [{ hardware: edge-smal }] }]
`,
  good: `# sites/fleet.yaml
hardware: { edge-small: { cpu: "4", memory: 8Gi } }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01, hosts: [{ hardware: edge-small }] }]
`,
  check({ hosts, region: { fleet } }) {
    const classes = fleet.spec.hardware;
    return hosts.flatMap(({ name, path, spec: { hardware }, source }) => {
      if (typeof hardware !== "string" || Object.hasOwn(classes, hardware)) return [];
      const names = Object.keys(classes);
      const close = suggest(hardware, names);
      return [
        {
          message: `${name} is of hardware class ${hardware}, expected one of ${names.join(", ") || "sites/fleet.yaml, which has none"}`,
          subject: path,
          at: sourceAt(source, "hardware"),
          mend: writeValue(sourceAt(source, "hardware"), onlyNear(hardware, names)),
          hint: close ? `did you mean ${close}?` : "add it under hardware in sites/fleet.yaml",
        },
      ];
    });
  },
};
