/** What apps ask of the ports of servers. */

import type { PortSpec } from "../../../model/app-container-file.ts";
import type { PortLine } from "../../../model/port-lock-file.ts";
import { type Source, type Step, within } from "../../../model/source.ts";
import { systemAppName } from "../../../model/system-apps.ts";
import type { AppRecord, SystemRecord } from "../../records.ts";

/** A port that servers shall answer at. */
export interface PortAsk {
  /** `<tenant>/<app>` */
  readonly app: string;
  /** Of the port. */
  readonly name: string;
  readonly protocol: PortSpec["protocol"];
  readonly nodePort: NonNullable<PortSpec["nodePort"]>;
  readonly source: Source | undefined;
}

interface Ports {
  readonly ports: readonly PortSpec[];
  readonly containers: readonly { readonly ports: readonly PortSpec[] }[];
}

/** In the order of the files. */
export function portAsks(apps: readonly AppRecord[], systems: readonly SystemRecord[]): readonly PortAsk[] {
  return [
    ...apps.flatMap(({ spec, source }) => asksOf(`${spec.tenant}/${spec.name}`, spec, source, [])),
    ...systems.flatMap(({ spec, source }) =>
      spec.apps.flatMap((app, index) =>
        asksOf(`${spec.tenant}/${systemAppName(spec, app.name)}`, app, source, ["apps", index]),
      ),
    ),
  ];
}

function asksOf(
  app: string,
  { ports, containers }: Ports,
  source: Source | undefined,
  steps: readonly Step[],
): readonly PortAsk[] {
  const of = (list: readonly PortSpec[], ...more: readonly Step[]) =>
    list.flatMap(({ name, protocol, nodePort }, index): readonly PortAsk[] => {
      if (nodePort === undefined) return [];
      const at = source && within(source, ...steps, ...more, "ports", index, "nodePort");
      return [{ app, name, protocol, nodePort, source: at }];
    });
  return [...of(ports), ...containers.flatMap((each, index) => of(each.ports, "containers", index))];
}

/** The app with the numbers of its line in place of `auto`; one that the line lacks stays as it is. */
export function withNodePorts<A extends Ports>(app: A, line: PortLine = {}): A {
  const given = (list: readonly PortSpec[]) =>
    list.map((port) => {
      const number = port.nodePort === "auto" ? line[port.name] : undefined;
      return number === undefined ? port : { ...port, nodePort: number };
    });
  return {
    ...app,
    ports: given(app.ports),
    containers: app.containers.map((each) => ({ ...each, ports: given(each.ports) })),
  };
}
