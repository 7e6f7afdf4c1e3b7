/** What every cluster reaches: its repository, the registries, and what its layers go to. */

import { artifactsOf } from "../../../constructs/artifacts.ts";
import type { Centre } from "../../../constructs/centre.ts";
import type { Layer, LayerInstance, ParameterValues, Profile } from "../../../constructs/profile.ts";
import type { ProfileTarget } from "../../../constructs/profile-target.ts";
import type { Region } from "../../../constructs/region.ts";
import type { SiteProxy } from "../../../constructs/site-network.ts";
import type { JsonObject } from "../../../model/json.ts";
import { isMapping } from "../../../model/json-fields.ts";
import { sourceAt } from "../../../model/source.ts";
import type { LayerCall } from "../../../model/traffic.ts";
import type { DeclaredPath } from "./declared-path.ts";
import type { Endpoint } from "./endpoint.ts";
import type { PathContext } from "./path-context.ts";
import { proxyFor } from "./proxy.ts";

/** @param place whose configuration it pulls; absent for servers that are nodes of another cluster */
export function storePaths(
  context: PathContext,
  from: Endpoint,
  place: Region | Centre | undefined,
  proxy?: SiteProxy,
): readonly DeclaredPath[] {
  const { fleet, book } = context;
  const via: Way = (url, host) => {
    const found = proxyFor(url, host, proxy);
    return found === undefined ? undefined : book.target(found)?.host;
  };
  return [
    ...(place ? configurationPaths(context, from, place, via) : []),
    ...fleet.registries.flatMap((registry, index) => {
      const url = `https://${registry}`;
      const target = book.target(url);
      if (!target) return [];
      const to = book.store("registry", registry, target.host);
      const source = sourceAt(fleet.source, "registries", index);
      const own = { via: via(url, target.host), source };
      return [{ from, to, ports: target.ports, purpose: "pulls images and charts", ...own }];
    }),
  ];
}

/** Host of the proxy by which a URL at a host is asked; undefined: of none. */
type Way = (url: string, host: string) => string | undefined;

/** Out of the repository, or where artifacts are read out of their registry alone. */
function configurationPaths(
  { fleet, book }: PathContext,
  from: Endpoint,
  place: Region | Centre,
  via: Way,
): readonly DeclaredPath[] {
  const artifacts = artifactsOf(fleet, place);
  const [, registry = ""] = /^oci:\/\/([^/]+)/.exec(artifacts?.url ?? "") ?? [];
  const url = artifacts ? `https://${registry}` : place.repository;
  const target = book.target(url);
  if (!target) return [];
  const to = artifacts ? book.store("registry", registry, target.host) : book.store("repository", url, target.host);
  const source = sourceAt(fleet.source, artifacts ? "artifacts" : "repositories");
  return [{ from, to, ports: target.ports, purpose: "pulls its configuration", via: via(url, target.host), source }];
}

/** What the pods of its layers go to. */
export function layerPaths<S extends ProfileTarget<S>>(
  { fleet, book }: PathContext,
  from: Endpoint,
  target: S,
): readonly DeclaredPath[] {
  const { profile, parameters } = target;
  const source = sourceAt(target.source, "profile");
  return callsOf(profile, target, parameters, fleet.catalogue.layerCalls).flatMap(({ url, purpose }) => {
    const found = book.target(url);
    if (!found) return [];
    const to = book.host(found.host);
    return to === from ? [] : [{ from, to, ports: found.ports, purpose, source }];
  });
}

interface Call {
  readonly url: string;
  readonly purpose: string;
}

function callsOf<S>(
  profile: Profile<S> | undefined,
  target: S,
  parameters: ParameterValues,
  known: Readonly<Record<string, readonly LayerCall[]>> = {},
): readonly Call[] {
  return (profile?.layers ?? []).flatMap((layer): readonly Call[] => {
    const calls = known[layer.name];
    if (calls?.length === 0) return [];
    const instance = prepared(layer, target, parameters);
    if (!instance) return [];
    if (calls) return callsIn(instance, calls);
    return everyUrl(instance.inputs).map((url) => ({ url, purpose: `uses ${url} for its layer ${layer.name}` }));
  });
}

/** A layer of a fleet's own that throws is told where its objects are made. */
function prepared<S>(layer: Layer<S>, target: S, parameters: ParameterValues): LayerInstance | undefined {
  try {
    return layer.prepare(target, parameters);
  } catch {
    return undefined;
  }
}

function callsIn({ inputs }: LayerInstance, calls: readonly LayerCall[]): readonly Call[] {
  return calls.flatMap(({ input, purpose }) => {
    const url = inputs[input];
    return typeof url === "string" ? [{ url, purpose }] : [];
  });
}

const WHOLE_URL = /^(https?|ssh):\/\/\S+$/;

/** Inputs are plain data; what is not is told where objects are made of it. */
function everyUrl(inputs: JsonObject): readonly string[] {
  const found = new Set<string>();
  const walk = (value: unknown): void => {
    if (typeof value === "string") {
      // A name of the cluster's own services leads nowhere else.
      if (WHOLE_URL.test(value) && !/\.svc\b/.test(value)) found.add(value);
    } else if (Array.isArray(value)) value.forEach(walk);
    else if (isMapping(value) && Object.getPrototypeOf(value) === Object.prototype) Object.values(value).forEach(walk);
  };
  walk(inputs);
  return [...found];
}
