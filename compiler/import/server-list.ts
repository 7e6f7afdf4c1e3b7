/** Reader of a list of servers: one row a server, with headers in the first row. */

import { isIpv6, parseAddress, parseInterfaceAddress } from "../../model/network.ts";
import { type HostDraft, type SiteDraft, unknown } from "./draft.ts";
import type { Field } from "./field.ts";
import type { Format, ReadOptions, ReadSites } from "./format.ts";
import { archWord, bootWord, macText, shortName, translated } from "./host-fields.ts";
import { takeLabelWords } from "./labels.ts";
import { plainAddress, prefixLength } from "./netmask.ts";
import { networksOf } from "./node-address.ts";
import { type Column, columnOf, knownHeaders } from "./server-columns.ts";
import { oneOrPair, SiteValues, takeOneOrPair } from "./site-values.ts";

const roleWord = translated({
  "control-plane": "control-plane",
  controlplane: "control-plane",
  control: "control-plane",
  master: "control-plane",
  cp: "control-plane",
  worker: "worker",
  compute: "worker",
});

export const serverList: Format = {
  name: "list of servers",
  // Rows are recognised before they become a document: see `readServerRows`.
  recognises: () => false,
  read: readServerList,
  reasons: {},
  otherwise: {
    reason: "no column that a zone file has a field for",
    next: `headers that are read: ${knownHeaders}, and other usual spellings of them`,
  },
};

/** A row as its columns. Where several stand for one field, the first that says anything counts. */
class Server {
  readonly #row: Field;
  /** Read once: a row is asked for each column, and some more than once. */
  readonly #cells: ReadonlyMap<Column | undefined, readonly (readonly [string, Field])[]>;

  constructor(row: Field) {
    this.#row = row;
    this.#cells = Map.groupBy(row.entries, ([header]) => columnOf(header));
  }

  /** A place that says nothing when no cell of the column does. */
  at(column: Column): Field {
    const cells = (this.#cells.get(column) ?? []).map(([, cell]) => cell);
    const chosen = cells.find(({ text }) => text !== undefined);
    for (const cell of chosen ? cells : []) {
      if (cell !== chosen && cell.text !== undefined) cell.leaveOut("another column of the row says it");
    }
    return chosen ?? this.#row.at("");
  }
}

function readServerList(document: Field, options: ReadOptions): ReadSites {
  const rows = document.items.filter((row) => {
    // "#" in front is how lists skip a server.
    const isSkipped = row.entries[0]?.[1].text?.startsWith("#") ?? true;
    if (isSkipped) row.leaveOut("the row is a comment");
    return !isSkipped;
  });
  const bySite = Map.groupBy(
    rows.map((row) => new Server(row)),
    (server) => server.at("site").text ?? unknown,
  );
  const sites = [...bySite.values()].map((servers, index) => {
    return readSite(servers, `sites[${options.firstSite + index}]`, options);
  });
  return { sites, defaults: [] };
}

function readSite(servers: readonly Server[], to: string, { profile }: ReadOptions): SiteDraft {
  const values = new SiteValues(to);
  const hosts = servers.map((server, index) => readHost(server, `${to}.hosts[${index}]`));
  for (const server of servers) {
    values.offerGateway(server.at("gateway"));
    // Unless it is carried below.
    server.at("netmask").leaveOut("the network of the nodes is said otherwise, or the mask stands beside no address");
  }
  const cells = (column: Column) => servers.map((server) => server.at(column));
  const first = <T>(column: Column, take: (cell: Field) => T | undefined) => {
    const own = cells(column);
    const said = own.find(({ text }) => text !== undefined)?.text;
    return own.reduce<T | undefined>((found, cell) => {
      if (said === cell.text) {
        const value = take(cell);
        return found ?? value;
      }
      cell.leaveOut("a site has one of it, and an earlier row says another", "say which one holds for the site");
      return found;
    }, undefined);
  };
  const names = cells("site").map((cell) => cell.take(`${to}.name`, (text) => text.toLowerCase()));
  const subnets = takeOneOrPair(cells("subnet"), `${to}.network.nodes`);
  return {
    name: names[0] ?? unknown,
    kind: "cluster",
    profile,
    state: "planned",
    network: {
      nodes: subnets ?? networksOf(servers.flatMap((server) => withNetmask(server, to))) ?? unknown,
      vip: takeOneOrPair(cells("vip"), `${to}.network.vip`),
      vlan: first("vlan", (cell) => cell.takeNumber(`${to}.network.vlan`)),
      gateway: values.gateway,
      dns: first("dns", (cell) => takeWords(cell, `${to}.network.dns`)),
      ntp: first("ntp", (cell) => takeWords(cell, `${to}.network.ntp`)),
    },
    hosts,
  };
}

function readHost(server: Server, to: string): HostDraft {
  const address = server.at("bmc").take(`${to}.bmc`);
  const account = server.at("credentials");
  if (address === undefined) account.leaveOut("there is no address of the controller that they are for");
  const credentials = address === undefined ? undefined : account.take(`${to}.bmc.credentials`);
  const addresses = (["address", "address6"] as const).flatMap((column) => {
    return server.at(column).take(`${to}.address`, plainAddress) ?? [];
  });
  return {
    name: server.at("name").take(`${to}.name`, shortName) ?? unknown,
    machineId: server.at("machineId").take(`${to}.machineId`, (text) => text.toLowerCase()),
    serial: server.at("serial").take(`${to}.serial`),
    arch: server.at("arch").take(`${to}.arch`, archWord) ?? unknown,
    role: server.at("role").take(`${to}.role`, roleWord) ?? unknown,
    address: oneOrPair(addresses) ?? unknown,
    mac: server.at("mac").take(`${to}.mac`, macText) ?? unknown,
    bmc: address !== undefined && credentials !== undefined ? { address, credentials } : address,
    boot: server.at("boot").take(`${to}.boot`, bootWord),
    disk: server.at("disk").take(`${to}.disk`) ?? unknown,
    labels: takeLabelWords(server.at("labels"), `${to}.labels`),
  };
}

/** The address of a server with the length of its prefix, from `10.0.0.1/24`, or from a mask beside it. */
function withNetmask(server: Server, to: string): readonly string[] {
  const text = server.at("address").text ?? "";
  if (parseInterfaceAddress(text)) return [text];
  const mask = server.at("netmask");
  const length = prefixLength(mask.text ?? "");
  if (length === undefined || parseAddress(text) === undefined || isIpv6(text)) return [];
  mask.carry(`${to}.network.nodes`, `as /${length}`);
  return [`${text}/${length}`];
}

/** Several values of one cell: by blanks, bars, commas or semicolons. */
function takeWords(cell: Field, to: string): readonly string[] | undefined {
  const words = cell
    .take(to)
    ?.split(/[\s|,;]+/)
    .filter((word) => word !== "");
  return words && words.length > 0 ? words : undefined;
}
