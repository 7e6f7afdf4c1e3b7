/** The whole page: what it is about, the fleet as a picture and a table, and the sections of the plan. */

import { useMemo, useReducer } from "preact/hooks";
import type { PageContent } from "../cli/page/page-data.ts";
import type { SiteFilter } from "./fleet/filter.ts";
import { FleetSection } from "./fleet/fleet-section.tsx";
import { siteEntries } from "./fleet/sites.ts";
import { Findings } from "./plan/findings.tsx";
import { planSections } from "./plan/sections.tsx";
import { IsolationSection } from "./reach/isolation-section.tsx";
import { ReachSection } from "./reach/reach-section.tsx";
import type { Section } from "./section.ts";
import { MapSummary, PlanSummary } from "./summary.tsx";

export function App({ content }: { readonly content: PageContent }) {
  const { map, plan } = content;
  const entries = useMemo(() => siteEntries(content), [content]);
  const [filter, change] = useReducer(
    (old: SiteFilter, edit: Partial<SiteFilter>): SiteFilter => ({ ...old, ...edit }),
    { text: "", categories: new Set<string>(), dimension: plan ? "outcome" : "state" },
  );
  const showSites = (edit: Partial<SiteFilter>) => {
    change({
      text: "",
      region: undefined,
      zone: undefined,
      class: undefined,
      among: undefined,
      categories: new Set(),
      ...edit,
    });
    document.getElementById("sites")?.focus();
  };
  const sites = useMemo(() => map.sites.map(({ path }) => path), [map]);
  const findings = plan?.findings ?? content.findings ?? [];
  const sections: readonly Section[] = [
    {
      id: "fleet",
      title: "Fleet",
      body: <FleetSection {...{ entries, content, filter, change }} />,
    },
    { id: "findings", title: "Findings", count: findings.length, body: <Findings findings={findings} /> },
    ...(content.paths
      ? [
          {
            id: "paths",
            title: "Who reaches whom",
            count: content.paths.length,
            body: <ReachSection paths={content.paths} sites={sites} />,
          },
        ]
      : []),
    ...(content.isolation
      ? [
          {
            id: "isolation",
            title: "Which apps speak to which",
            count: content.isolation.length,
            body: <IsolationSection classes={content.isolation} />,
          },
        ]
      : []),
    ...(plan ? planSections(plan, showSites) : []),
  ];
  return (
    <>
      <a class="skip" href="#fleet">
        Skip to the fleet
      </a>
      <header>{plan ? <PlanSummary plan={plan} /> : <MapSummary map={map} findings={findings} />}</header>
      <nav aria-label="Sections">
        <ul>
          {sections.map(({ id, title, count }) => (
            <li key={id}>
              <a href={`#${id}`}>
                {title}
                {count !== undefined && ` (${count.toLocaleString("en")})`}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <main>
        {sections.map(({ id, title, body }) => (
          <section key={id} aria-labelledby={id}>
            <h2 id={id} tabIndex={-1}>
              {title}
            </h2>
            {body}
          </section>
        ))}
      </main>
    </>
  );
}
