import { sourceAt } from "../../model/source.ts";
import { appTargets } from "../arch/app-targets.ts";
import { pluralize } from "../pluralize.ts";
import type { FleetRule } from "../rule.ts";

export const appDevices: FleetRule = {
  id: "FLT-CAP-007",
  scope: "fleet",
  severity: "error",
  title: "Devices that an app asks for are there",
  help: "The app needs a device, such as an SR-IOV card or a GPU, that no server has at a place it is put at; its pods would wait there for ever. Narrow the selector, or write the devices down with the hosts that have them.",
  bad: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01, hosts: [{ devices: [ptp] }] }]
---
# apps/retail/checkout.yaml
devices: [gpu]
`,
  good: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01, hosts: [{ devices: [ptp, gpu] }] }]
---
# apps/retail/checkout.yaml
devices: [gpu]
`,
  check(fleet) {
    return fleet.apps.flatMap((app) => {
      const wanted = app.spec.devices;
      if (wanted.length === 0) return [];
      const unfit = appTargets(app).filter(({ devices }) => wanted.some((each) => !devices.has(each)));
      const [first] = unfit;
      if (!first) return [];
      const missing = wanted.filter((each) => !first.devices.has(each)).join(", ");
      return [
        {
          message: `the app asks for ${wanted.join(", ")}, but no server has it at ${pluralize(unfit.length, "place")}, such as ${first.path}, which lacks ${missing}`,
          subject: app.path,
          others: unfit.map(({ path }) => path),
          at: sourceAt(app.source, "devices"),
          hint: "narrow select, or add the devices to the hosts that have them",
        },
      ];
    });
  },
};
