/** What the rules and the readers find. */

import type { LocatedDiagnostic } from "../../compiler/load/locate.ts";
import { locationOf, subjectsOf } from "../../pipeline/report/report.ts";
import { InPages } from "./in-pages.tsx";

export function Findings({ findings }: { readonly findings: readonly LocatedDiagnostic[] }) {
  if (findings.length === 0) return <p>All rules hold.</p>;
  return (
    <InPages items={findings}>
      {(some) => (
        <ul class="findings">
          {some.map((finding, index) => (
            <li key={index} class={finding.severity}>
              <strong>{finding.severity}</strong> {finding.code}: {finding.message}
              <div class="small">{[locationOf(finding), subjectsOf(finding)].filter(Boolean).join(" · ")}</div>
              {finding.hint && <div>next: {finding.hint}</div>}
            </li>
          ))}
        </ul>
      )}
    </InPages>
  );
}
