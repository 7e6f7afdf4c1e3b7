/** What to show: words, region, class of changes, and the legend, whose values are switches. */

import type { Plan } from "../../compiler/plan/plan.ts";
import { plural } from "../../pipeline/report/text.ts";
import { type Category, type DimensionName, dimensions } from "./colouring.ts";
import type { SiteFilter } from "./filter.ts";
import { MarkIcon } from "./mark-icon.tsx";
import type { SiteEntry } from "./sites.ts";

interface FilterBarProps {
  readonly entries: readonly SiteEntry[];
  readonly plan: Plan | undefined;
  readonly filter: SiteFilter;
  readonly change: (edit: Partial<SiteFilter>) => void;
  readonly categories: readonly Category[];
  /** Sites that are asked for. */
  readonly count: number;
}

const none: Partial<SiteFilter> = {
  text: "",
  region: undefined,
  zone: undefined,
  class: undefined,
  among: undefined,
  categories: new Set<string>(),
};

export function FilterBar({ entries, plan, filter, change, categories, count }: FilterBarProps) {
  const regions = [...new Set(entries.map(({ region }) => region))];
  const names = (Object.keys(dimensions) as DimensionName[]).filter((name) => plan || name !== "outcome");
  const isNarrowed = count < entries.length;
  return (
    <search class="filters">
      <label>
        Search
        <input
          type="search"
          value={filter.text}
          placeholder="site, zone, address, profile"
          onInput={({ currentTarget }) => change({ text: currentTarget.value })}
        />
      </label>
      <Choice
        title="Region"
        value={filter.region}
        options={regions.map((name) => [name, name])}
        choose={(region) => change({ region, zone: undefined })}
      />
      {plan && plan.classes.length > 0 && (
        <Choice
          title="Change"
          value={filter.class}
          options={plan.classes.map(({ id, title, kind }) => [id, `${id} ${title} ${kind}`])}
          choose={(id) => change({ class: id })}
        />
      )}
      <label>
        Told apart by
        <select
          value={filter.dimension}
          onChange={({ currentTarget }) => {
            const dimension = names.find((name) => name === currentTarget.value);
            if (dimension) change({ dimension, categories: new Set() });
          }}
        >
          {names.map((name) => (
            <option key={name} value={name}>
              {dimensions[name].title}
            </option>
          ))}
        </select>
      </label>
      <fieldset class="legend">
        <legend>Show only</legend>
        {categories.map(({ name, mark, sites }) => (
          <button
            key={name}
            type="button"
            aria-pressed={filter.categories.has(name)}
            onClick={() => change({ categories: toggled(filter.categories, name) })}
          >
            <MarkIcon mark={mark} /> {name} {sites.toLocaleString("en")}
          </button>
        ))}
      </fieldset>
      <p class="count">
        <output>
          {isNarrowed ? `${count.toLocaleString("en")} of ${plural(entries.length, "site")}` : plural(count, "site")}
        </output>
        {filter.zone && ` in zone ${filter.zone}`}
        {filter.among && `: ${filter.among.title}`}
        {isNarrowed && (
          <button type="button" onClick={() => change(none)}>
            Show all
          </button>
        )}
      </p>
    </search>
  );
}

interface ChoiceProps {
  readonly title: string;
  readonly value: string | undefined;
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly choose: (value: string | undefined) => void;
}

function Choice({ title, value, options, choose }: ChoiceProps) {
  return (
    <label>
      {title}
      <select value={value ?? ""} onChange={({ currentTarget }) => choose(currentTarget.value || undefined)}>
        <option value="">any</option>
        {options.map(([each, text]) => (
          <option key={each} value={each}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

function toggled(values: ReadonlySet<string>, value: string): ReadonlySet<string> {
  const next = new Set(values);
  if (!next.delete(value)) next.add(value);
  return next;
}
