/** The classes of equal changes: one line each, and when it is opened what differs, where and why. */

import { useState } from "preact/hooks";
import { shareList } from "../../cli/plan/lines.ts";
import { causeText, placesText } from "../../cli/plan/words.ts";
import type { Plan, PlanClass } from "../../compiler/plan/plan.ts";
import type { SiteFilter } from "../fleet/filter.ts";
import { Differences } from "./difference.tsx";
import { InPages } from "./in-pages.tsx";

export type ShowSites = (edit: Partial<SiteFilter>) => void;

interface ClassesProps {
  readonly plan: Plan;
  readonly showSites: ShowSites;
}

export function Classes({ plan, showSites }: ClassesProps) {
  return (
    <InPages items={plan.classes}>
      {(some) =>
        some.map((each, index) => <Class key={each.id} {...{ each, plan, showSites }} isFirst={index === 0} />)
      }
    </InPages>
  );
}

interface ClassProps extends ClassesProps {
  readonly each: PlanClass;
  readonly isFirst: boolean;
}

function Class({ each, plan, showSites, isFirst }: ClassProps) {
  const [isOpen, setOpen] = useState(isFirst);
  const { id, title, kind, disruption, effect } = each;
  return (
    <details
      id={`class-${id}`}
      class="class"
      open={isOpen}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>
        <strong>{id}</strong> {title} <em>{kind}</em> · {placesText(each)} ·{" "}
        <span class="effect">{disruption === "none" ? effect : disruption}</span>
      </summary>
      {isOpen && <ClassBody {...{ each, plan, showSites }} />}
    </details>
  );
}

function ClassBody({ each, plan, showSites }: Omit<ClassProps, "isFirst">) {
  const { id, path, example, objects, changes, cut, rings, regions, profiles, count } = each;
  const causes = plan.causes.filter((cause) => each.causes.includes(cause.id));
  const shares = [rings, regions, profiles].map((list) => shareList(list, 8)).filter((text) => text !== "");
  return (
    <>
      <p>
        <code>{path}</code>, for example <code>{example.path}</code> in {example.repository}
      </p>
      {objects.length > 0 && <p>Objects: {objects.join(", ")}</p>}
      <Differences changes={changes} cut={cut} />
      {causes.map((cause) => (
        <p key={cause.id}>
          Why: {cause.id}. {causeText(cause)}
        </p>
      ))}
      {shares.map((text) => (
        <p key={text} class="small">
          {text}
        </p>
      ))}
      {count.sites > 0 && (
        <button type="button" onClick={() => showSites({ class: id })}>
          Show the sites of {id}
        </button>
      )}
    </>
  );
}
