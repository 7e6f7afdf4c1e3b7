/** The fleet: how its sites are told apart, the picture, and the table of what is asked for. */

import { useMemo, useRef, useState } from "preact/hooks";
import type { PageContent } from "../../cli/page/page-data.ts";
import { categoriesOf } from "./colouring.ts";
import { matching, type SiteFilter } from "./filter.ts";
import { FilterBar } from "./filter-bar.tsx";
import { Picture } from "./picture.tsx";
import { regionFacts } from "./region-facts.ts";
import { SiteDetails } from "./site-details.tsx";
import { SiteTable } from "./site-table.tsx";
import type { SiteEntry } from "./sites.ts";

interface FleetProps {
  readonly entries: readonly SiteEntry[];
  readonly content: PageContent;
  readonly filter: SiteFilter;
  readonly change: (edit: Partial<SiteFilter>) => void;
}

export function FleetSection({ entries, content, filter, change }: FleetProps) {
  const { plan } = content;
  const [open, setOpen] = useState<SiteEntry>();
  const grid = useRef<HTMLDivElement>(null);
  const { dimension } = filter;
  const categories = useMemo(() => categoriesOf(entries, dimension), [entries, dimension]);
  const facts = useMemo(() => regionFacts(content), [content]);
  const asked = useMemo(() => matching(entries, filter), [entries, filter]);
  const close = () => {
    setOpen(undefined);
    grid.current?.focus();
  };
  return (
    <>
      <FilterBar {...{ entries, plan, filter, change, categories }} count={asked.length} />
      <Picture {...{ entries, asked, facts, filter, change, categories }} open={setOpen} />
      <div class="sites">
        <SiteTable {...{ asked, categories, dimension, grid }} hasPlan={plan !== undefined} open={setOpen} />
        {open && <SiteDetails entry={open} content={content} close={close} />}
      </div>
    </>
  );
}
