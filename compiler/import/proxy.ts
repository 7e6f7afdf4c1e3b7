/** The proxy of a site's servers. */

import type { ProxyDraft } from "./draft.ts";
import type { Field } from "./field.ts";

interface Names {
  readonly http: string;
  readonly https: string;
  /** A comma-separated list. */
  readonly none: string;
}

/** @param names what the fields of a zone file are called here */
export function readProxy(proxy: Field, names: Names, site: string): ProxyDraft | undefined {
  const to = `${site}.network.proxy`;
  const http = proxy.at(names.http).take(`${to}.http`);
  const https = proxy.at(names.https).take(`${to}.https`);
  if (http === undefined && https === undefined) return undefined;
  const noProxy = proxy.at(names.none).take(`${to}.noProxy`)?.split(",");
  const entries = noProxy?.map((each) => each.trim()).filter((each) => each !== "");
  return {
    ...(http !== undefined && { http }),
    ...(https !== undefined && { https }),
    ...(entries && entries.length > 0 && { noProxy: entries }),
  };
}
