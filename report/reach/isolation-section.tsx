/** Which apps of a site may speak to which: a table for all sites that have the same. */

import { useMemo, useState } from "preact/hooks";
import type { IsolationClass } from "../../compiler/reach/isolation-classes.ts";
import { firstNames } from "../../model/first-names.ts";
import { plural } from "../../pipeline/report/text.ts";
import { InPages } from "../plan/in-pages.tsx";

const MOST_NAMES = 3;

export function IsolationSection({ classes }: { readonly classes: readonly IsolationClass[] }) {
  const [text, setText] = useState("");
  const shown = useMemo(
    () => classes.filter(({ sites }) => text === "" || sites.some((path) => path.includes(text))),
    [classes, text],
  );
  return (
    <>
      <p class="small">
        Read from the NetworkPolicies of each cluster. What is not here is closed; servers that are nodes of a hub have
        no policies of their own.
      </p>
      <div class="filters">
        <label>
          Site with apps
          <input type="search" value={text} onInput={({ currentTarget }) => setText(currentTarget.value.trim())} />
        </label>
      </div>
      {shown.length === 0 && <p>No site has this in its path.</p>}
      <InPages items={shown}>
        {(some) => some.map((each) => <IsolationTable key={each.sites[0]} isolation={each} />)}
      </InPages>
    </>
  );
}

function IsolationTable({ isolation }: { readonly isolation: IsolationClass }) {
  const { sites, workloads, pairs, ranges } = isolation;
  const title = `${plural(sites.length, "site")}: ${firstNames(sites, MOST_NAMES)}`;
  const outside = Object.entries(ranges).flatMap(([from, list]) =>
    list.map((range) => {
      const [to = "", ports = ""] = range.split(/: (?=[^:]*$)/);
      return { from, to, ports };
    }),
  );
  const rows = [
    ...pairs.map(({ from, to, ports }) => ({ from, to, ports: ports === "any" ? ports : ports.join(", ") })),
    ...outside,
  ];
  return (
    <details class="isolation" open={sites.length > 1}>
      <summary>
        {title} · {plural(workloads.length, "workload")}
      </summary>
      {rows.length === 0 ? (
        <p>None of them may speak to another.</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">from</th>
              <th scope="col">to</th>
              <th scope="col">ports</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ from, to, ports }) => (
              <tr key={`${from} ${to} ${ports}`}>
                <th scope="row">{from}</th>
                <td>{to}</td>
                <td>
                  <code>{ports}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </details>
  );
}
