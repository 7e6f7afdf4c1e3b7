import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Address, type Cidr, holdsAddress, overlaps } from "../../../model/network.ts";
import { type NetworkFacts, reachability, type SiteFacts } from "../../../policies/net/reachability.ts";
import { cidr, soundFacts, wildFacts } from "./networks.ts";

/** Straight from the definition: two sites on one segment, in one network, or with a foot in the other's. */
function isDirect(a: SiteFacts, b: SiteFacts): boolean {
  const reaches = (from: SiteFacts, to: SiteFacts) =>
    from.addresses.some((address) => !holds(from, address) && holds(to, address));
  return (
    a.segments.some((segment) => b.segments.includes(segment)) ||
    meet(a.nodes, b.nodes) ||
    reaches(a, b) ||
    reaches(b, a)
  );
}

function holds({ nodes }: SiteFacts, address: Address): boolean {
  return nodes.some((network) => holdsAddress(network, address));
}

function meet(some: readonly Cidr[], others: readonly Cidr[]): boolean {
  return some.some((one) => others.some((other) => overlaps(one, other)));
}

/** For each site, the sites that it reaches without a hub, by trying all ways (Warshall). */
function closure(sites: readonly SiteFacts[]): readonly (readonly boolean[])[] {
  const reach = sites.map((a, i) => sites.map((b, j) => i === j || isDirect(a, b)));
  for (const k of sites.keys()) {
    for (const row of reach) {
      if (!row[k]) continue;
      for (const j of sites.keys()) row[j] ||= reach[k]?.[j] ?? false;
    }
  }
  return reach;
}

describe("the reachability of clusters", () => {
  it("has no breach in a fleet that shares nothing", { tags: "property" }, () => {
    fc.assert(
      fc.property(soundFacts, (facts) => {
        expect(reachability(facts)).toEqual({ breaches: [], secondHubs: [], claims: [] });
      }),
    );
  });

  it("tells a breach exactly where trying all ways finds two clusters that reach each other", {
    tags: "property",
  }, () => {
    fc.assert(
      fc.property(wildFacts, (facts) => {
        const { sites } = facts;
        const reach = closure(sites);
        const expected = new Set<string>();
        for (const [i, row] of reach.entries()) {
          const clusters = new Set(sites.filter((_, j) => row[j]).map(({ cluster }) => cluster));
          if (clusters.size > 1) expected.add([...clusters].sort().join());
          expect(row[i]).toBe(true);
        }
        const found = new Set(
          reachability(facts).breaches.map(({ link }) => {
            const row = reach[link.from] ?? [];
            return [...new Set(sites.filter((_, j) => row[j]).map(({ cluster }) => cluster))].sort().join();
          }),
        );
        expect(found).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it("names in each breach two clusters that are linked directly, and counts all that are joined", {
    tags: "property",
  }, () => {
    fc.assert(
      fc.property(wildFacts, (facts) => {
        const { sites } = facts;
        const reach = closure(sites);
        for (const { link, clusters } of reachability(facts).breaches) {
          const [from, to] = [sites[link.from] as SiteFacts, sites[link.to] as SiteFacts];
          expect(from.cluster).not.toBe(to.cluster);
          expect(isDirect(from, to)).toBe(true);
          const joined = sites.filter((_, j) => reach[link.from]?.[j]).map(({ cluster }) => cluster);
          expect(clusters).toBe(new Set(joined).size);
        }
      }),
    );
  });

  it("puts a site behind a second hub exactly when regions share a system or it reaches into a foreign supernet", {
    tags: "property",
  }, () => {
    fc.assert(
      fc.property(wildFacts, (facts) => {
        const { sites, regions } = facts;
        const expected = sites.flatMap((site, index) =>
          regions.flatMap(({ asn, supernets }, hub) =>
            hub !== site.region && (asn === regions[site.region]?.asn || meet(site.nodes, supernets))
              ? [`${index} ${hub}`]
              : [],
          ),
        );
        const found = reachability(facts).secondHubs.flatMap(({ region, hub, sites: members }) =>
          members.map((index) => {
            expect(sites[index]?.region).toBe(region);
            return `${index} ${hub}`;
          }),
        );
        expect(found.toSorted()).toEqual(expected.toSorted());
      }),
    );
  });

  it("tells a claim for each network of a site that covers servers of another, with their number", {
    tags: "property",
  }, () => {
    fc.assert(
      fc.property(wildFacts, (facts) => {
        const { sites } = facts;
        const expected = sites.flatMap(({ inner }, index) =>
          inner.flatMap((network) => {
            const victims = sites.filter((other, at) => at !== index && meet([network], other.nodes)).length;
            return victims > 0 ? [`${index} ${network.first}/${network.prefix} ${victims}`] : [];
          }),
        );
        const found = reachability(facts).claims.map(({ site, network, victim, victims }) => {
          expect(victim).not.toBe(site);
          expect(meet([network], (sites[victim] as SiteFacts).nodes)).toBe(true);
          return `${site} ${network.first}/${network.prefix} ${victims}`;
        });
        expect(found.toSorted()).toEqual(expected.toSorted());
      }),
    );
  });

  it("does not depend on the order of the sites", { tags: "property" }, () => {
    const clustersIn = (facts: NetworkFacts) => reachability(facts).breaches.map(({ clusters }) => clusters);
    fc.assert(
      fc.property(wildFacts, (facts) => {
        const reversed = { ...facts, sites: facts.sites.toReversed() };
        expect(clustersIn(reversed).length > 0).toBe(clustersIn(facts).length > 0);
        expect(Math.max(0, ...clustersIn(reversed))).toBe(Math.max(0, ...clustersIn(facts)));
      }),
    );
  });
});

describe("two sites of a sound fleet", () => {
  const sound: NetworkFacts = {
    regions: [{ supernets: [cidr(0, 16)], asn: 64512 }],
    sites: [0, 1, 2].map((index) => ({
      region: 0,
      cluster: `c${index}`,
      segments: [index],
      nodes: [cidr(index * 64, 26)],
      addresses: [],
      inner: [],
    })),
  };
  const changed = (index: number, change: Partial<SiteFacts>): NetworkFacts => ({
    ...sound,
    sites: sound.sites.map((site, at) => (at === index ? { ...site, ...change } : site)),
  });

  it.each<[string, Partial<SiteFacts>, string]>([
    ["the same segment", { segments: [0] }, "segment"],
    ["one network inside the other", { nodes: [cidr(32, 27)] }, "overlap"],
    ["an address in the other's network", { addresses: [5] }, "address"],
  ])("are linked by %s", (_, change, kind) => {
    expect(reachability(changed(1, change)).breaches).toEqual([{ link: { kind, from: 1, to: 0 }, clusters: 2 }]);
  });

  it("may share a segment when both are servers of one hub", () => {
    const facts = changed(1, { segments: [0], cluster: "c0" });
    expect(reachability(facts).breaches).toEqual([]);
  });

  it("are joined by way of a third one, and both links are told", () => {
    const facts: NetworkFacts = {
      ...sound,
      sites: sound.sites.map((site, at) => ({
        ...site,
        segments: [at === 0 ? 7 : 8],
        ...(at === 1 && { addresses: [5] }),
      })),
    };
    expect(reachability(facts).breaches.map(({ link, clusters }) => `${link.kind} ${clusters}`)).toEqual([
      "address 3",
      "segment 3",
    ]);
  });
});
