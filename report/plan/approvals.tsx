/** Who has to agree, to what, and at which sites. */

import type { Plan } from "../../compiler/plan/plan.ts";
import type { ShowSites } from "./classes.tsx";

interface ApprovalsProps {
  readonly approvals: Plan["approvals"];
  readonly showSites: ShowSites;
}

export function Approvals({ approvals, showSites }: ApprovalsProps) {
  return (
    <ul>
      {approvals.map(({ reason, what, area, owners, sites, members }, index) => {
        const who = owners.length > 0 ? owners.join(" or ") : "nobody is named in sites/OWNERS.yaml";
        return (
          <li key={index}>
            <strong>{who}</strong>
            {area !== undefined && ` (${area})`}: {reason}, {what}{" "}
            {sites > 0 && (
              <button
                type="button"
                onClick={() => showSites({ among: { title: `${who}: ${reason}`, paths: new Set(members) } })}
              >
                Show {sites.toLocaleString("en")} sites
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
