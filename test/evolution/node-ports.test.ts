import { expect, test } from "vitest";
import { app, nodes, zone } from "./entries.ts";
import { evolution, evolve } from "./evolve.ts";
import { type FleetData, set } from "./fleet.ts";

const profile = "edge-openyurt@1.0.0";
const nodePort = { ports: [{ name: "http", port: 8080, nodePort: 31_080 }] };

/** An app of native placement, and one in the pool, on a hub whose tenants have node ports. */
function onHub(fleet: FleetData): void {
  const { zones, apps } = fleet;
  for (const { name } of fleet.regions) {
    set(fleet.region(name), {
      hub: { profile: "region-hub@1.2.0", endpoint: `https://hub.${name}.panji.example:6443` },
    });
  }
  zones[zones.findIndex((each) => each.zone === "dongguan")] = zone("guangdong", "dongguan", [
    nodes("dg-mall-01", "10.44.5", { profile }),
  ]);
  apps.push(app("retail", "queue", { placement: "openyurt", select: { zones: ["dongguan"] } }));
  apps.push(app("retail", "board", { select: { zones: ["dongguan"] } }));
}

evolution("A node port brings a Service, a way through the fence and its place in the quota, and restarts nothing", {
  from: onHub,
  edit: (fleet) => set(fleet.app("queue"), nodePort),
  plan: {
    "panji/guangdong/hub": [
      "+ 50-tenants: NetworkPolicy/retail/app-queue-node-ports",
      "~ 50-tenants (spec.hard): ResourceQuota/retail/tenant",
      "+ 80-apps-retail: Service/retail/queue-node-ports",
    ],
  },
});
evolution("So it does where each zone has a Deployment of its own: all of a hub's zones have one Service", {
  from: onHub,
  edit: (fleet) => set(fleet.app("board"), nodePort),
  plan: {
    "panji/guangdong/hub": [
      "+ 50-tenants: NetworkPolicy/retail/app-board-node-ports",
      "~ 50-tenants (spec.hard): ResourceQuota/retail/tenant",
      "+ 80-apps-retail: Service/retail/board-node-ports",
    ],
  },
});

test("A zone that comes has the node port of the others, and changes nothing of it", () => {
  const [before, after] = evolve({
    from: (fleet) => {
      onHub(fleet);
      set(fleet.app("board"), { ...nodePort, select: { zones: ["dongguan", "foshan"] } });
    },
    edit: ({ zones }) => zones.push(zone("guangdong", "foshan", [nodes("fs-mall-01", "10.44.9", { profile })])),
  });
  const own = ({ contents }: typeof before) =>
    contents.flatMap(({ files }) =>
      files.filter(({ path }) => path.endsWith("board-node-ports.yaml")).map(({ path, text }) => [path, text]),
    );
  expect(own(before)).toHaveLength(2);
  expect(own(after)).toEqual(own(before));
  expect(own(after).map(([, text]) => text)).toContainEqual(expect.stringContaining("externalTrafficPolicy: Local"));
});

test("A node port on servers where no Service leads to pods is refused", () => {
  const [, { result }] = evolve({ edit: (fleet) => set(fleet.app("signage"), nodePort) });
  expect(result.diagnostics.filter(({ code }) => code === "FLT-NET-025")).toMatchObject([
    {
      message: expect.stringContaining("nothing answers at its node ports at 2 sites whose servers are edge nodes"),
      at: { file: "apps/retail/signage.yaml", path: ["ports", 0, "nodePort"] },
    },
  ]);
});
