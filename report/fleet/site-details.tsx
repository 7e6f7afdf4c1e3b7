/** Everything that is known of one site. */

import { useLayoutEffect, useRef } from "preact/hooks";
import type { PageContent } from "../../cli/page/page-data.ts";
import type { SiteEntry } from "./sites.ts";

interface SiteDetailsProps {
  readonly entry: SiteEntry;
  readonly content: PageContent;
  readonly close: () => void;
}

export function SiteDetails({ entry, content, close }: SiteDetailsProps) {
  const { plan } = content;
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), [entry]);
  const { path, name, site, kubernetes, outcome } = entry;
  const facts: readonly (readonly [string, string])[] = [
    ["path", path],
    ...(outcome ? [["what happens", outcome] as const] : []),
    ...(site
      ? ([
          ["kind", site.kind],
          ["state", site.state],
          ["ring", site.ring],
          ["profile", site.profile],
          ["Kubernetes", kubernetes],
          ["link", site.link],
          ["node networks", site.networks.join(", ")],
          ["virtual addresses", site.vips.join(", ") || "none"],
          ["servers", site.servers.join(", ")],
        ] as const)
      : []),
  ];
  const classes = plan?.classes.filter(({ id }) => entry.classes.includes(id)) ?? [];
  const findings = (plan?.findings ?? content.findings ?? []).filter(({ subjects }) =>
    subjects.some((each) => `${each}/`.startsWith(`${path}/`)),
  );
  return (
    <section
      class="details"
      aria-labelledby="site"
      onKeyDown={({ key }) => {
        if (key === "Escape") close();
      }}
    >
      <button type="button" onClick={close}>
        Close
      </button>
      <h3 id="site" ref={heading} tabIndex={-1}>
        {name}
      </h3>
      <dl>
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {classes.length > 0 && (
        <ul>
          {classes.map(({ id, title, kind }) => (
            <li key={id}>
              <a href={`#class-${id}`}>{id}</a> {title} {kind}
            </li>
          ))}
        </ul>
      )}
      {findings.length > 0 && (
        <ul>
          {findings.map(({ code, message }) => (
            <li key={code + message}>
              {code}: {message}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
