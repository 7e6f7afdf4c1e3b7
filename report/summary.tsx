/** What the page is about, in a few lines and figures. */

import { countsText, disruptionRows, headline, verdict } from "../cli/plan/words.ts";
import type { LocatedDiagnostic } from "../compiler/load/locate.ts";
import type { FleetMap } from "../compiler/map/fleet-map.ts";
import type { Plan, Scope } from "../compiler/plan/plan.ts";
import { plural } from "../pipeline/report/text.ts";
import { TableHead } from "./table-head.tsx";

export function PlanSummary({ plan }: { readonly plan: Plan }) {
  const { fleet, tool, hash, findings, rings, sites, hubs, centre } = plan;
  const isBlocked = findings.some(({ severity }) => severity === "error");
  return (
    <>
      <h1>
        Plan of <bdi>{fleet}</bdi>
      </h1>
      <p class="lead">
        {headline(plan)}; {countsText(plan)}
      </p>
      <p class={isBlocked ? "verdict blocked" : "verdict"}>
        <strong>{isBlocked ? "Blocked" : "Passes"}:</strong> {verdict(plan)}
      </p>
      <ul class="figures">
        {disruptionRows(plan).map(({ what, clusters }) => (
          <li key={what}>
            <strong>{clusters.toLocaleString("en")}</strong> {what}
          </li>
        ))}
      </ul>
      <details>
        <summary>Figures by ring</summary>
        <ScopeTable
          first="clusters"
          rows={[
            { ...centre, name: "centre" },
            { ...hubs, name: "hubs" },
            ...rings.map((ring) => ({ ...ring, name: `ring ${ring.name}` })),
            { ...sites, name: "all sites" },
          ]}
        />
      </details>
      <p class="small">
        <code>{hash}</code> · Flotilla {tool}
      </p>
    </>
  );
}

function ScopeTable({ first, rows }: { readonly first: string; readonly rows: readonly Scope[] }) {
  const columns = ["total", "removed", "moved", "changed", "added"] as const;
  return (
    <table>
      <TableHead titles={[first, ...columns]} />
      <tbody>
        {rows.map((row) => (
          <tr key={row.name}>
            <th scope="row">{row.name}</th>
            {columns.map((column) => (
              <td key={column} class="number">
                {row[column].toLocaleString("en")}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface MapSummaryProps {
  readonly map: FleetMap;
  readonly findings: readonly LocatedDiagnostic[];
}

export function MapSummary({ map, findings }: MapSummaryProps) {
  const { fleet, regions, sites, centre, profiles } = map;
  const zones = new Set(sites.map(({ path }) => path.split("/").slice(0, 3).join("/")));
  return (
    <>
      <h1>
        Map of <bdi>{fleet}</bdi>
      </h1>
      <p class="lead">
        {[
          plural(regions.length, "region"),
          plural(zones.size, "zone"),
          plural(sites.length, "site"),
          `centre ${centre}`,
          verdict({ findings }),
        ].join(", ")}
      </p>
      <details>
        <summary>Versions and regions</summary>
        <table>
          <TableHead titles={["profile", "Kubernetes", "engine"]} />
          <tbody>
            {profiles.map(({ profile, kubernetes, engine }) => (
              <tr key={profile}>
                <th scope="row">{profile}</th>
                <td>{kubernetes}</td>
                <td>{engine}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <table>
          <TableHead titles={["region", "hub", "delivery", "time zone", "addresses"]} />
          <tbody>
            {regions.map(({ name, hub, delivery, timezone, supernets }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{hub ?? "none"}</td>
                <td>{delivery}</td>
                <td>{timezone}</td>
                <td>{supernets.join(", ")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}
