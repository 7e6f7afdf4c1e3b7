/** What a mirror must hold for a fleet or a part of it: every image, chart, OS image and file that the output makes somebody fetch. */

import type { Fleet } from "../../constructs/fleet.ts";
import { type EngineTables, engines as shippedEngines } from "../../engines/engines.ts";
import { filePullsOfEngines } from "../../engines/lookup.ts";
import { mirroredImage } from "../../model/provisioner.ts";
import { type Pulled, type PulledType, pulledTypes } from "../../model/pulled.ts";
import type { RepositoryFile } from "../../model/repository-file.ts";
import { type Architecture, architectures } from "../../model/zone-file.ts";
import { type AppImage, imagesOf } from "../../policies/sec/app-images.ts";
import { kindFacts } from "../kind-facts.ts";
import { isProfile } from "../listing/is-profile.ts";
import type { ListScope } from "../listing/scope.ts";
import { createFilePulls, type FilePulls } from "./file-pulls.ts";
import { type ImageKey, imageKey } from "./image-key.ts";
import { type FilePlace, type Place, placesOf } from "./places.ts";

/** One thing that a mirror must hold. */
export interface MirrorItem {
  readonly type: PulledType;
  /** As it is named where it is fetched: `registry/path:tag@digest`, a URL, `<git url>@<tag>`, or a path. */
  readonly reference: string;
  /** `sha256:...`, where the reference has it. */
  readonly digest: string | undefined;
  /** Those of the servers that fetch it, as far as it is built for them; empty for what has none. */
  readonly architectures: readonly Architecture[];
  /** Profiles of the places that fetch it, as `name@version`, sorted. */
  readonly profiles: readonly string[];
  /** Sites, hubs and the centre that fetch it; nodes of a zone that join a hub count as one. */
  readonly places: number;
}

/** An image, and what the servers of each place that fetches it need it to be built for. */
export interface ImageLanding {
  readonly reference: string;
  readonly places: readonly {
    /** Construct path. */
    readonly path: string;
    /** Empty where the fleet does not know the servers. */
    readonly architectures: readonly Architecture[];
  }[];
}

interface Need {
  readonly type: PulledType;
  readonly places: Map<Place, Set<Architecture>>;
}

/** Collects what files make somebody fetch, file by file. */
export class MirrorList {
  readonly #fleet: Fleet;
  readonly #appImages: ReadonlyMap<ImageKey, readonly AppImage[]>;
  readonly #filePulls: FilePulls;
  readonly #placesOf: (path: string, construct: string) => readonly FilePlace[];
  readonly #scope: ListScope;
  /** Charts of the delivery agents, whose values name every image. */
  readonly #agents: ReadonlySet<string>;
  readonly #needs = new Map<string, Need>();
  readonly #implied = new Set<Place>();

  constructor(fleet: Fleet, scope: ListScope = {}, engines: EngineTables = shippedEngines) {
    this.#fleet = fleet;
    this.#appImages = Map.groupBy(imagesOf(fleet), ({ image }) => imageKey(image));
    this.#scope = scope;
    this.#filePulls = createFilePulls(kindFacts(fleet.catalogue, engines), filePullsOfEngines(engines));
    this.#placesOf = placesOf(fleet, engines);
    this.#agents = new Set(
      Object.values(engines.deliveries).flatMap(({ agent }) => {
        const { source } = agent("registry");
        return source.kind === "oci" ? [chartName(`${source.url}:${source.version}`)] : [];
      }),
    );
  }

  add({ path, construct, text }: Pick<RepositoryFile, "path" | "construct" | "text">): void {
    for (const { place, notThere } of this.#placesOf(path, construct)) {
      if (!this.#counts(place)) continue;
      if (!this.#implied.has(place)) {
        this.#implied.add(place);
        this.#addDeclared(place, place.implied);
      }
      for (const pulled of this.#filePulls(path, text)) {
        if (notThere.size > 0 && notThere.has(imageKey(pulled.reference))) continue;
        this.#need(pulled, place);
        if (pulled.type === "chart") this.#addDeclared(place, this.#pathsOfChart(pulled.reference));
      }
    }
  }

  /** By type, then by reference. */
  finish(): readonly MirrorItem[] {
    const items = [...this.#needs].map(([reference, { type, places }]): MirrorItem => {
      const own = new Set([...places.values()].flatMap((each) => [...each]));
      return {
        type,
        reference,
        digest: /@(sha256:[0-9a-f]{64})$/.exec(reference)?.[1],
        architectures: architectures.filter((each) => own.has(each)),
        profiles: [...new Set([...places.keys()].flatMap(({ profiles }) => profiles))].sort(),
        places: places.size,
      };
    });
    const rank = ({ type }: MirrorItem) => pulledTypes.indexOf(type);
    return items.sort((a, b) => rank(a) - rank(b) || (a.reference < b.reference ? -1 : 1));
  }

  /** The same by the construct paths of the places. */
  needs(): readonly {
    readonly type: PulledType;
    readonly reference: string;
    readonly places: readonly string[];
  }[] {
    return [...this.#needs].map(([reference, { type, places }]) => {
      return { type, reference, places: [...places.keys()].map(({ path }) => path) };
    });
  }

  /** Images with the servers that they land on, by reference. */
  landings(): readonly ImageLanding[] {
    return [...this.#needs]
      .filter(([, { type }]) => type === "image" || type === "os-image")
      .map(([reference, { places }]) => ({
        reference,
        places: [...places].map(([place, own]) => ({
          path: place.path,
          architectures: place.hasServers ? architectures.filter((each) => own.has(each)) : [],
        })),
      }))
      .sort((a, b) => (a.reference < b.reference ? -1 : 1));
  }

  #counts({ sites, profiles }: Place): boolean {
    const { site } = this.#scope;
    if (site !== undefined && !sites.includes(site)) return false;
    return profiles.some((each) => isProfile(each, this.#scope));
  }

  #need({ type, reference, architectures: own }: Pulled, place: Place): void {
    const need = this.#needs.get(reference) ?? { type, places: new Map() };
    const known = need.places.get(place) ?? new Set();
    for (const each of this.#architecturesOf(type, reference, own, place)) known.add(each);
    need.places.set(place, known);
    this.#needs.set(reference, need);
  }

  /** Those of the servers at the place that the image is built for, as its file, the profile or the app says. */
  #architecturesOf(
    type: PulledType,
    reference: string,
    own: readonly Architecture[] | undefined,
    { architectures: servers, declared, registry }: Place,
  ): readonly Architecture[] {
    if (type === "chart" || type === "artifact" || type === "git") return [];
    const built =
      own ??
      declared.find((image) => mirroredImage(registry, image) === reference)?.architectures ??
      this.#builtForApp(reference);
    return built ? servers.filter((each) => built.includes(each)) : servers;
  }

  /** Of all apps that name it; undefined where none does. */
  #builtForApp(reference: string): readonly Architecture[] | undefined {
    return this.#appImages.get(imageKey(reference))?.flatMap(({ app }) => app.spec.architectures);
  }

  /** Images that the profile declares, as far as they lie at one of the paths. */
  #addDeclared(place: Place, paths: readonly string[]): void {
    for (const image of place.declared) {
      if (!paths.some((path) => image.name.startsWith(path))) continue;
      this.#need({ type: "image", reference: mirroredImage(place.registry, image) }, place);
    }
  }

  /** A chart that nobody said anything about may run any image of its profile. */
  #pathsOfChart(reference: string): readonly string[] {
    const name = chartName(reference);
    return this.#agents.has(name) ? [] : (this.#fleet.catalogue.chartImages?.[name] ?? [""]);
  }
}

/** `cilium` of `registry.panji.example/charts/cilium:1.18.9`. */
function chartName(reference: string): string {
  return /([^/:]+)(?:[:@][^/]*)?$/.exec(reference)?.[1] ?? reference;
}
