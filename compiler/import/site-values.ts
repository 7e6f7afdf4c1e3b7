/** Values that a site has once although every server of the input says them: gateway, name servers, search domains. */

import { isIpv6 } from "../../model/network.ts";
import type { OneOrPair } from "./draft.ts";
import type { Field } from "./field.ts";

/** The first server says them; what another server says otherwise is left out, and said. */
export class SiteValues {
  readonly #site: string;
  readonly #values = new Map<string, readonly string[]>();

  /** @param site the site in the zone file, like `sites[0]` */
  constructor(site: string) {
    this.#site = site;
  }

  /** A list as a whole: two servers with other name servers are not one site with four. */
  offerList(name: "dns" | "search", list: Field): void {
    const texts = list.items.flatMap(({ text }) => text ?? []);
    if (texts.length === 0) return;
    const isSame = this.#isFirstOrEqual(name, texts);
    for (const item of list.items) {
      if (isSame) item.take(`${this.#site}.network.${name}`);
      else item.leaveOut(...differs(name));
    }
  }

  /** One next hop a family. @param route what else the default route says */
  offerGateway(gateway: Field, route: readonly Field[] = []): void {
    const { text } = gateway;
    const isCarried = text !== undefined && this.#isFirstOrEqual(isIpv6(text) ? "gateway6" : "gateway4", [text]);
    const to = `${this.#site}.network.gateway`;
    if (isCarried) gateway.take(to);
    for (const each of isCarried ? route : [gateway, ...route]) {
      if (isCarried) each.carry(to, "the default route");
      else each.leaveOut(...differs("gateway"));
    }
  }

  list(name: "dns" | "search"): readonly string[] | undefined {
    return this.#values.get(name);
  }

  get gateway(): OneOrPair | undefined {
    return oneOrPair([...(this.#values.get("gateway4") ?? []), ...(this.#values.get("gateway6") ?? [])]);
  }

  #isFirstOrEqual(key: string, texts: readonly string[]): boolean {
    const known = this.#values.get(key);
    if (known === undefined) this.#values.set(key, texts);
    return known === undefined || known.join() === texts.join();
  }
}

function differs(name: string): readonly [string, string] {
  return [`a site has one ${name}, and the first server says another`, "say which one holds for the site"];
}

/** One value, or the first of each family with IPv4 first; undefined when there is none. */
export function oneOrPair(texts: readonly string[]): OneOrPair | undefined {
  const ipv4 = texts.find((text) => !isIpv6(text));
  const ipv6 = texts.find(isIpv6);
  return ipv4 !== undefined && ipv6 !== undefined ? [ipv4, ipv6] : (ipv4 ?? ipv6);
}

/** The same of fields: further values of a family are left out. */
export function takeOneOrPair(fields: readonly Field[], to: string): OneOrPair | undefined {
  const taken: string[] = [];
  for (const field of fields) {
    const { text } = field;
    if (text === undefined) continue;
    const sameFamily = taken.find((each) => isIpv6(each) === isIpv6(text));
    if (sameFamily !== undefined && sameFamily !== text) {
      field.leaveOut("a site has one value of each address family here", "make it a site of its own, or leave it");
      continue;
    }
    const value = field.take(to);
    if (value !== undefined && sameFamily === undefined) taken.push(value);
  }
  return oneOrPair(taken);
}
