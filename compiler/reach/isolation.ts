/** What pods of one cluster may say to each other by its NetworkPolicies. */

import { field, isMapping, mappings, texts } from "../../model/json-fields.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { memoizeByIdentity } from "../../model/memo.ts";
import { common, either, type OpenPorts, portsOf, portTexts } from "./open-ports.ts";

/** Pods that look alike: those of one app, or of a part of the platform. */
export interface PodGroup {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** What one group may send to another. */
export interface Allowed {
  /** `8080/TCP`, `30000-32767/TCP`, `any/TCP`, `http/TCP` by name, sorted; `any`: every port of every protocol. */
  readonly ports: "any" | readonly string[];
}

type Mapping = Readonly<Record<string, unknown>>;
type Direction = "Ingress" | "Egress";

/**
 * The NetworkPolicies of one cluster, as the API says that they count (networking.k8s.io/v1): a pod that no policy selects in a
 * direction is open in it; else what any of its policies allows is allowed, and a connection needs both ends.
 * Ports are judged by number and protocol. A range of addresses means none of these pods: see `ranges`.
 */
export class Isolation {
  readonly #policies: readonly KubernetesObject[];
  /** Labels of namespaces by their names; Kubernetes adds the name itself. */
  readonly #namespaces: ReadonlyMap<string, Readonly<Record<string, string>>>;

  constructor(objects: readonly KubernetesObject[]) {
    this.#policies = objects.filter(
      ({ kind, apiVersion }) => kind === "NetworkPolicy" && apiVersion === "networking.k8s.io/v1",
    );
    this.#namespaces = new Map(
      objects
        .filter(({ kind }) => kind === "Namespace")
        .map(({ metadata: { name, labels = {} } }) => [name, { ...labels, [NAME_LABEL]: name }]),
    );
  }

  /** Undefined: nothing. */
  between(from: PodGroup, to: PodGroup): Allowed | undefined {
    const out = this.#open(from, "Egress", (peer, own) => this.#isPeer(peer, to, own));
    const into = this.#open(to, "Ingress", (peer, own) => this.#isPeer(peer, from, own));
    const ports = common(out, into);
    if (ports === "any") return { ports };
    return ports.length === 0 ? undefined : { ports: portTexts(ports) };
  }

  /**
   * Ranges that pods may open connections to, as `<cidr> except <cidr>, ...: <ports>`, sorted. What says nothing of ends opens
   * all addresses: a rule without any, and a pod that no policy selects.
   */
  ranges(from: PodGroup): readonly string[] {
    const policies = this.#of(from, "Egress");
    if (policies.length === 0) return EVERYWHERE.map((cidr) => `${cidr}: any`);
    const rules = policies.flatMap(({ spec }) => mappings(field(spec, "egress")));
    return rules.flatMap(rangesOf).sort();
  }

  /** The policies that count for a pod in one direction. */
  readonly #of = memoizeByIdentity(
    ({ namespace, labels }: PodGroup, direction: Direction): readonly KubernetesObject[] =>
      this.#policies.filter(
        ({ metadata, spec }) =>
          (metadata.namespace ?? "default") === namespace &&
          directionsOf(spec).includes(direction) &&
          matches(field(spec, "podSelector"), labels),
      ),
  );

  /** Ports that the policies of a pod open to an end that `isPeer` knows. */
  #open(pod: PodGroup, direction: Direction, isPeer: (peer: Mapping, namespace: string) => boolean): OpenPorts {
    const policies = this.#of(pod, direction);
    if (policies.length === 0) return "any";
    const [rules, ends] = direction === "Ingress" ? (["ingress", "from"] as const) : (["egress", "to"] as const);
    let open: OpenPorts = [];
    for (const { spec } of policies) {
      for (const rule of mappings(field(spec, rules))) {
        const peers = mappings(rule[ends]);
        if (peers.length === 0 || peers.some((peer) => isPeer(peer, pod.namespace))) open = either(open, portsOf(rule));
      }
    }
    return open;
  }

  /** @param own namespace of the policy, which a selector of pods alone is about */
  #isPeer({ namespaceSelector, podSelector, ipBlock }: Mapping, pod: PodGroup, own: string): boolean {
    if (ipBlock !== undefined) return false;
    const isNamespace =
      namespaceSelector === undefined
        ? pod.namespace === own
        : matches(namespaceSelector, this.#namespaces.get(pod.namespace) ?? { [NAME_LABEL]: pod.namespace });
    return isNamespace && (podSelector === undefined || matches(podSelector, pod.labels));
  }
}

const NAME_LABEL = "kubernetes.io/metadata.name";

/** Without `policyTypes` a policy is one of ingress, and of egress where it has rules of it. */
function directionsOf(spec: unknown): readonly string[] {
  const types = texts(field(spec, "policyTypes"));
  if (types.length > 0) return types;
  return field(spec, "egress") === undefined ? ["Ingress"] : ["Ingress", "Egress"];
}

/** A LabelSelector (apimachinery, pkg/apis/meta/v1): an empty one selects all. */
function matches(selector: unknown, labels: Readonly<Record<string, string>>): boolean {
  const wanted = field(selector, "matchLabels");
  const equal = !isMapping(wanted) || Object.entries(wanted).every(([key, value]) => labels[key] === value);
  return equal && mappings(field(selector, "matchExpressions")).every((each) => meets(each, labels));
}

function meets({ key, operator, values }: Mapping, labels: Readonly<Record<string, string>>): boolean {
  const value = labels[String(key)];
  const isAmong = value !== undefined && texts(values).includes(value);
  const answers: Readonly<Record<string, boolean>> = {
    In: isAmong,
    NotIn: !isAmong,
    Exists: value !== undefined,
    DoesNotExist: value === undefined,
  };
  return answers[String(operator)] ?? false;
}

function rangesOf(rule: Mapping): readonly string[] {
  const ports = portsOf(rule);
  const text = ports === "any" ? ports : portTexts(ports).join(", ");
  const peers = mappings(rule["to"]);
  if (peers.length === 0) return EVERYWHERE.map((cidr) => `${cidr}: ${text}`);
  return peers.flatMap(({ ipBlock }) => {
    if (!isMapping(ipBlock)) return [];
    const except = texts(ipBlock["except"]);
    return [`${ipBlock["cidr"]}${except.length > 0 ? ` except ${except.join(", ")}` : ""}: ${text}`];
  });
}

/** All addresses of either family. */
const EVERYWHERE = ["0.0.0.0/0", "::/0"];
