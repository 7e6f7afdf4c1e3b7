import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AddressLine } from "../../../model/address-lock-file.ts";
import { type Cidr, overlaps, parseCidr } from "../../../model/network.ts";
import type { SiteFile } from "../../../model/zone-file.ts";
import { allocated, faults, region, site } from "./site-files.ts";

const names = fc.uniqueArray(
  fc.integer({ min: 0, max: 999 }).map((number) => `site-${number}`),
  { minLength: 1, maxLength: 60 },
);
const someSites = names.chain((all) =>
  fc.tuple(...all.map((name) => fc.integer({ min: 1, max: 4 }).map((servers) => site(name, servers)))),
);

describe("What a site is given is its own and stays", () => {
  test("The same files give the same lines in any order", { tags: "property" }, () => {
    fc.assert(
      fc.property(someSites, fc.gen(), (sites, random) => {
        const shuffled = random(fc.shuffledSubarray, [...sites], { minLength: sites.length });
        expect(allocated(region(shuffled))).toEqual(allocated(region(sites)));
      }),
      { numRuns: 30 },
    );
  });

  test("Whatever comes and goes around a site, it has what it was given, and nobody else has it", {
    tags: "property",
  }, () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 0, max: 4 })), {
      maxLength: 80,
    });
    fc.assert(
      fc.property(steps, (changes) => {
        const sites = new Map<string, SiteFile>();
        let lines: ReadonlyMap<string, AddressLine> = new Map();
        for (const [number, servers] of changes) {
          const name = `site-${number}`;
          if (servers === 0) sites.delete(name);
          else sites.set(name, site(name, servers));
          const before = lines;
          lines = allocated(region([...sites.values()], lines));
          expect([...lines.keys()].sort()).toEqual([...sites.keys()].sort());
          for (const [own, line] of before) expectKept(line, lines.get(own));
          expect(faults(region([...sites.values()], lines))).toEqual([]);
        }
        expectApart([...lines.values()]);
      }),
      { numRuns: 25 },
    );
  });

  test("An allocation has something to do exactly where check finds something", { tags: "property" }, () => {
    fc.assert(
      fc.property(someSites, someSites, (before, after) => {
        const lines = allocated(region(before));
        const addresses = region(after, lines);
        const next = allocated(addresses);
        expect(faults(addresses).length > 0).toBe(JSON.stringify([...next]) !== JSON.stringify([...lines]));
        expect(faults({ ...addresses, lines: next })).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

function expectKept(before: AddressLine, after: AddressLine | undefined): void {
  if (!after) return;
  const { hosts, ...rest } = before;
  expect(after).toMatchObject(rest);
  for (const [name, address] of Object.entries(after.hosts)) expect(hosts[name] ?? address).toBe(address);
}

function expectApart(lines: readonly AddressLine[]): void {
  for (const field of ["nodes", "services"] as const) {
    const networks = lines.map((line) => parseCidr(String(line[field])) as Cidr);
    for (const [index, one] of networks.entries())
      expect(networks.slice(index + 1).some((other) => overlaps(one, other))).toBe(false);
  }
  expect(new Set(lines.map(({ vlan }) => vlan)).size).toBe(lines.length);
  const addresses = lines.flatMap(({ vip, hosts }) => [vip, ...Object.values(hosts)].map(String));
  expect(new Set(addresses).size).toBe(addresses.length);
}

describe("What goes is not given to somebody else at once", () => {
  const full = { nodes: "10.44.128.0/26", size: 27 };
  const two = [site("one"), site("two")];

  test("A range is free again only in the run after its line has gone", () => {
    const lines = allocated(region(two, undefined, full));
    const next = [site("one"), site("three")];
    const gone = region(next, lines, full);
    expect([...allocated(gone).keys()]).toEqual(["one"]);
    const later = allocated({ ...gone, lines: allocated(gone) });
    expect(later.get("three")?.nodes).toBe(lines.get("two")?.nodes);
  });

  test("A retired site keeps what it has", () => {
    const lines = allocated(region(two, undefined, full));
    const retired = region([site("one"), site("two", 1, { state: "retired" })], lines, full);
    expect(allocated(retired)).toEqual(lines);
  });

  test("A host that replaces another in one change gets another address", () => {
    const lines = allocated(region([site("one", 2)]));
    const [first] = site("one").hosts;
    const replaced = { ...site("one"), hosts: [{ ...first, name: "one-z" }] } as SiteFile;
    const next = allocated(region([replaced], lines)).get("one")?.hosts;
    expect(Object.keys(next ?? {})).toEqual(["one-z"]);
    expect(Object.values(lines.get("one")?.hosts ?? {})).not.toContain(next?.["one-z"]);
  });
});

describe("Places in a site's network are known beforehand", () => {
  test("The first address is the gateway's, the next ones are virtual, then come the hosts", () => {
    const sites = [site("one", 2, { network: { nodes: "auto", ingressVip: "auto" } })];
    const line = allocated(region(sites, undefined, { nodes: "10.44.128.0/27" })).get("one");
    expect(line).toMatchObject({ nodes: "10.44.128.0/27", vip: "10.44.128.2", ingressVip: "10.44.128.3" });
    expect(line?.hosts).toEqual({ "one-a": "10.44.128.4", "one-b": "10.44.128.5" });
  });

  test("What a site states itself is given to none of its hosts, and to no other site", () => {
    const stated = site("one", 1, { network: { nodes: "auto", vlan: 100, gateway: "10.44.128.4", vip: "none" } });
    const other = site("two", 1, {
      network: { nodes: "10.44.128.32/27", vlan: 101 },
      ...hostAt("10.44.128.40"),
    });
    const lines = allocated(
      region([stated, other, site("three")], undefined, { nodes: "10.44.128.0/25", vlans: { from: 100, to: 102 } }),
    );
    expect(lines.get("one")?.vip).toBeUndefined();
    expect(lines.get("one")?.vlan).toBeUndefined();
    expect(lines.get("three")?.vlan).toBe(102);
    expect([...lines.values()].map(({ nodes }) => nodes)).not.toContain("10.44.128.32/27");
    expect(lines.has("two")).toBe(false);
  });

  test("A dual-stack site has the same place in both families, and its API one address", () => {
    const families = { nodes: ["10.44.128.0/20", "fd00:44::/48"], size: [27, 64] };
    const line = allocated(region([site("one")], undefined, families)).get("one");
    const place = (Number(line?.nodes[0]?.split(".")[2]) - 128) * 8 + Number(line?.nodes[0]?.split(/[./]/)[3]) / 32;
    expect(line?.nodes[1]).toBe(`fd00:44:0:${place.toString(16)}::/64`);
    expect(line?.hosts["one-a"]?.[1]).toBe(`fd00:44:0:${place.toString(16)}::4`);
    expect(typeof line?.vip).toBe("string");
  });
});

function hostAt(address: string) {
  const [host] = site("two").hosts;
  return { hosts: [{ ...host, address }] };
}

describe("Moving is said by name, and only what is named moves", () => {
  const sites = [site("one", 2), site("two")];
  const lines = allocated(region(sites));

  test("A site that is moved gets other values throughout, and never those that it had", () => {
    const next = allocated(region(sites, lines), "one");
    expect(next.get("two")).toEqual(lines.get("two"));
    for (const field of ["nodes", "vlan", "services", "vip"] as const)
      expect(next.get("one")?.[field]).not.toEqual(lines.get("one")?.[field]);
  });

  test("A host that is moved leaves its site where it is", () => {
    const next = allocated(region(sites, lines), "one-b");
    expect(next.get("one")).toMatchObject({ nodes: lines.get("one")?.nodes, vip: lines.get("one")?.vip });
    expect(next.get("one")?.hosts["one-a"]).toBe(lines.get("one")?.hosts["one-a"]);
    expect(next.get("one")?.hosts["one-b"]).not.toBe(lines.get("one")?.hosts["one-b"]);
  });

  test("A site that no longer fits the plan is told, and stays where it is until somebody moves it", () => {
    const narrower = { nodes: "10.44.160.0/20", vlans: { from: 3000, to: 3100 } };
    const addresses = region(sites, lines, narrower);
    expect(allocated(addresses)).toEqual(lines);
    expect(faults(addresses)).toEqual(Array(4).fill("address/outside-plan"));
    const moved = allocated(addresses, "one", "two");
    expect(faults({ ...addresses, lines: moved })).toEqual([]);
  });

  test("A plan that grows moves nobody and has nothing to tell", () => {
    const wider = region(sites, lines, { nodes: "10.44.0.0/16", vlans: { from: 2, to: 4000 } });
    expect(allocated(wider)).toEqual(lines);
    expect(faults(wider)).toEqual([]);
  });
});

describe("Of two sites with the same, one gives way by a rule", () => {
  const clash = (states: readonly [string, string]) => {
    const sites = [site("one", 1, { state: states[0] }), site("two", 1, { state: states[1] })];
    const line = allocated(region(sites)).get("one") as AddressLine;
    return region(
      sites,
      new Map([
        ["one", line],
        ["two", { ...line, hosts: { "two-a": line.hosts["one-a"] as string } }],
      ]),
    );
  };

  test("The planned one moves, since nothing of it is written", () => {
    const addresses = clash(["planned", "active"]);
    const next = allocated(addresses);
    expect(next.get("two")).toEqual(addresses.lines.get("two"));
    expect(next.get("one")?.nodes).not.toBe(addresses.lines.get("one")?.nodes);
    expect(faults({ ...addresses, lines: next })).toEqual([]);
  });

  test("Of two that are written none moves by itself, and --move decides", () => {
    const addresses = clash(["active", "active"]);
    expect(allocated(addresses)).toEqual(addresses.lines);
    expect(new Set(faults(addresses))).toEqual(new Set(["address/clash"]));
    expect(faults({ ...addresses, lines: allocated(addresses, "two") })).toEqual([]);
    expect(faults({ ...addresses, lines: allocated(addresses, "one") })).toEqual([]);
  });

  test("With what is published at hand the other one moves, whatever its name", () => {
    const addresses = clash(["active", "active"]);
    const published = new Map([["two", addresses.lines.get("two") as AddressLine]]);
    const next = allocated({ ...addresses, published });
    expect(next.get("two")).toEqual(addresses.lines.get("two"));
    expect(faults({ ...addresses, lines: next })).toEqual([]);
  });
});

describe("A plan that is full says so with numbers", () => {
  test("Sites beyond the last network are told, and all others have theirs", () => {
    const sites = ["a", "b", "c", "d", "e"].map((name) => site(name));
    const addresses = region(sites, undefined, { nodes: "10.44.128.0/25" });
    const lines = allocated(addresses);
    expect(lines.size).toBe(4);
    expect(faults({ ...addresses, lines })).toEqual(["address/no-room"]);
  });

  test("A network without an address left for a host is told", () => {
    const addresses = region([site("one", 4)], undefined, { size: 29 });
    expect(faults({ ...addresses, lines: allocated(addresses) })).toEqual(["address/no-room"]);
  });
});
