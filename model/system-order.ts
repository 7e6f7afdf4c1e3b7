/** In which order the apps of a system start. */

/** What an app has to say of its neighbours. */
export interface OrderedApp {
  readonly name: string;
  readonly after: readonly string[];
  readonly state: "active" | "retired";
}

export interface StartOrder {
  /** Names of the apps that are ready before it, in the order of names. */
  readonly after: readonly string[];
  /** 0 for those that wait for none, otherwise one more than the latest of those that it waits for. */
  readonly step: number;
}

/** In the order of the apps. Whoever waits for a retired one, which runs nowhere, waits for those that it waited for. */
export function startOrders(apps: readonly OrderedApp[]): readonly StartOrder[] {
  const byName = new Map(apps.map((app) => [app.name, app]));
  const known = new Map<string, StartOrder>();
  const orderOf = (app: OrderedApp): StartOrder => {
    const done = known.get(app.name);
    if (done) return done;
    const before = app.after.flatMap((name) => byName.get(name) ?? []);
    const after = before.flatMap((each) => (each.state === "retired" ? orderOf(each).after : [each.name]));
    const steps = after.flatMap((name) => byName.get(name) ?? []).map((each) => orderOf(each).step + 1);
    const order = { after: [...new Set(after)].sort(), step: Math.max(0, ...steps) };
    known.set(app.name, order);
    return order;
  };
  return apps.map(orderOf);
}

/** The first circle in which apps wait for each other, as names in the order of waiting; undefined without any. */
export function findCircle(apps: readonly Pick<OrderedApp, "name" | "after">[]): readonly string[] | undefined {
  const byName = new Map(apps.map((app) => [app.name, app]));
  const free = new Set<string>();
  const circleFrom = (name: string, way: readonly string[]): readonly string[] | undefined => {
    if (free.has(name)) return undefined;
    const start = way.indexOf(name);
    if (start >= 0) return way.slice(start);
    for (const next of byName.get(name)?.after ?? []) {
      const found = circleFrom(next, [...way, name]);
      if (found) return found;
    }
    free.add(name);
    return undefined;
  };
  for (const { name } of apps) {
    const found = circleFrom(name, []);
    if (found) return found;
  }
  return undefined;
}
