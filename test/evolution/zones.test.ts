import { cluster, zone } from "./entries.ts";
import { evolution } from "./evolve.ts";
import { type FleetData, set, take } from "./fleet.ts";
import { each } from "./plan.ts";

const takeZone = ({ zones }: FleetData, name: string) =>
  zones.splice(
    zones.findIndex((each) => each.zone === name),
    1,
  );

evolution("A zone that comes changes nothing of the others", {
  edit: ({ zones }) => zones.unshift(zone("guangdong", "foshan", [cluster("fs-mall-01", "10.44.9")])),
  plan: { "panji/guangdong/foshan/fs-mall-01": ["+ everything"] },
});
evolution("A zone without sites is nothing yet", {
  edit: ({ zones }) => zones.push(zone("guangdong", "foshan", [])),
  plan: {},
});
evolution("A zone that goes with its retired sites takes nothing else along", {
  from: (fleet) => [
    take(fleet.zone("dongguan").sites, "dg-plant-01"),
    set(fleet.site("dg-depot-01"), { state: "retired" }),
  ],
  edit: (fleet) => takeZone(fleet, "dongguan"),
  plan: { "panji/guangdong/dongguan/dg-depot-01": ["- everything"] },
});
evolution("A zone that goes with living sites is refused", {
  edit: (fleet) => takeZone(fleet, "dongguan"),
  plan: {
    ...each(["panji/guangdong/dongguan/dg-depot-01", "panji/guangdong/dongguan/dg-plant-01"], "- everything"),
    "panji/guangdong/hub": ["- reconcilers: site-dg-plant-01"],
  },
  refusals: ["FLT-GUARD-001", "FLT-GUARD-002"],
});
evolution("A renamed zone moves its sites, which is refused", {
  edit: (fleet) => set(fleet.zone("dongguan"), { zone: "dongguan-city" }),
  plan: {
    ...each(["panji/guangdong/dongguan-city/dg-depot-01", "panji/guangdong/dongguan-city/dg-plant-01"], "+ everything"),
    ...each(["panji/guangdong/dongguan/dg-depot-01", "panji/guangdong/dongguan/dg-plant-01"], "- everything"),
    "panji/guangdong/hub": ["~ reconcilers (spec.path): site-dg-plant-01"],
  },
  refusals: ["FLT-GUARD-004"],
});
evolution("A zone that moves to another region moves its sites, which is refused", {
  edit: (fleet) => set(fleet.zone("dongguan"), { region: "hunan" }),
  plan: {
    ...each(["panji/guangdong/dongguan/dg-depot-01", "panji/guangdong/dongguan/dg-plant-01"], "- everything"),
    "panji/guangdong/hub": ["- reconcilers: site-dg-plant-01"],
    ...each(["panji/hunan/dongguan/dg-depot-01", "panji/hunan/dongguan/dg-plant-01"], "+ everything"),
    "panji/hunan/hub": ["+ reconcilers: site-dg-plant-01"],
  },
  refusals: ["FLT-GUARD-001", "FLT-GUARD-004", "FLT-GUARD-010"],
  findings: ["FLT-NET-003", "FLT-NET-014", "engine/unsupported"],
});
