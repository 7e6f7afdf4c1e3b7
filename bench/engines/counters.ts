/** Reads counters from a page of Prometheus' text format. */

/** One line of Prometheus' text format. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** The samples of these metrics in a page of Prometheus' text format (version 0.0.4). */
export function samplesOf(page: string, names: ReadonlySet<string>): readonly Sample[] {
  return page.split("\n").flatMap((line) => {
    const [, name = "", labels = "", value] = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? ([^ ]+)/.exec(line) ?? [];
    if (!names.has(name)) return [];
    const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, key = "", text = ""]) => [key, text]);
    return [{ name, labels: Object.fromEntries(pairs), value: Number(value) }];
  });
}

/** Requests that an API server has answered, by what they were. */
export interface Requests {
  /** Server-side apply that only asks what would change. */
  readonly dryRun: number;
  /** Server-side apply that writes. */
  readonly apply: number;
  /** One object, a list, or discovery. */
  readonly read: number;
  /** Status, events, finalizers, deletions and the like. */
  readonly other: number;
}

export const REQUEST_TOTAL = "apiserver_request_total";

/** Sums `apiserver_request_total` of Kubernetes 1.35; watches that ended are not counted. */
export function requestsOf(samples: readonly Sample[]): Requests {
  const sums = { dryRun: 0, apply: 0, read: 0, other: 0 };
  for (const { name, labels, value } of samples) {
    if (name === REQUEST_TOTAL && labels["verb"] !== "WATCH") sums[sortOf(labels)] += value;
  }
  return sums;
}

function sortOf({ verb = "", dry_run = "" }: Sample["labels"]): keyof Requests {
  if (verb === "APPLY") return dry_run === "" ? "apply" : "dryRun";
  if (verb === "GET" || verb === "LIST") return "read";
  return "other";
}

export function lessRequests(after: Requests, before: Requests): Requests {
  return {
    dryRun: after.dryRun - before.dryRun,
    apply: after.apply - before.apply,
    read: after.read - before.read,
    other: after.other - before.other,
  };
}
