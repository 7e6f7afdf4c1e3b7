/** What versions of Cluster API and of its providers say to each other, from the metadata.yaml of each and the book of Cluster API. */

import { minorsAhead, parseVersion } from "./version.ts";

export type Contract = "v1beta1" | "v1beta2";

interface ProviderFacts {
  /** Kinds of its own begin so; absent for those that no object of a site names. */
  readonly kinds?: readonly string[];
  /** The newest first. */
  readonly releases: readonly {
    /** The first of them: major and minor version. */
    readonly from: readonly [number, number];
    readonly contract: Contract;
    /** Versions in which it serves its own kinds; absent: those that it ever had. */
    readonly serves?: readonly string[];
  }[];
}

/** By the kind of the operator's object and its name. Others are not known. */
const providers: Readonly<Record<string, ProviderFacts>> = {
  "InfrastructureProvider metal3": {
    kinds: ["Metal3"],
    releases: [
      { from: [1, 13], contract: "v1beta2", serves: ["v1beta1", "v1beta2"] },
      { from: [1, 1], contract: "v1beta1", serves: ["v1beta1"] },
    ],
  },
  "InfrastructureProvider vsphere": {
    kinds: ["VSphere"],
    releases: [
      { from: [1, 21], contract: "v1beta2", serves: ["v1beta2"] },
      { from: [1, 16], contract: "v1beta2", serves: ["v1beta1", "v1beta2"] },
      { from: [1, 0], contract: "v1beta1", serves: ["v1beta1"] },
    ],
  },
  "InfrastructureProvider maas": {
    kinds: ["Maas"],
    releases: [
      { from: [0, 9], contract: "v1beta2", serves: ["v1beta1"] },
      { from: [0, 0], contract: "v1beta1", serves: ["v1beta1"] },
    ],
  },
  "InfrastructureProvider microvm": {
    kinds: ["Microvm"],
    releases: [{ from: [0, 0], contract: "v1beta1", serves: ["v1alpha1"] }],
  },
  "BootstrapProvider k3s": { releases: [{ from: [0, 0], contract: "v1beta1" }] },
  "ControlPlaneProvider k3s": { releases: [{ from: [0, 0], contract: "v1beta1" }] },
  "IPAMProvider metal3": {
    releases: [
      { from: [1, 13], contract: "v1beta2" },
      { from: [1, 1], contract: "v1beta1" },
    ],
  },
  "IPAMProvider in-cluster": {
    releases: [
      { from: [1, 1], contract: "v1beta2" },
      { from: [0, 1], contract: "v1beta1" },
    ],
  },
};

/** Minor version of Cluster API 1 that speaks one contract alone: v1beta1 goes in April 2027 (reference/versions of the book). */
const LAST_OF_TWO = 15;
/** The first with contract v1beta2. */
const FIRST_OF_TWO = 11;

export function contractsOf(core: string): readonly Contract[] {
  const minor = parseVersion(core)?.minor;
  if (minor === undefined) return ["v1beta1", "v1beta2"];
  if (minor < FIRST_OF_TWO) return ["v1beta1"];
  return minor > LAST_OF_TWO ? ["v1beta2"] : ["v1beta1", "v1beta2"];
}

export interface ProviderVersion {
  readonly contract: Contract;
  readonly serves: readonly string[] | undefined;
}

/** Undefined for a provider or a version that is not known. */
export function providerVersion(kind: string, name: string, version: string): ProviderVersion | undefined {
  const found = parseVersion(version);
  const release = providers[`${kind} ${name}`]?.releases.find(
    ({ from: [major, minor] }) => found && minorsAhead(found, { major, minor, patch: 0 }) >= 0,
  );
  return release && { contract: release.contract, serves: release.serves };
}

/** Name of the infrastructure provider that makes objects of a kind; undefined for one that is not known. */
export function infrastructureOf(kind: string): string | undefined {
  const found = Object.entries(providers).find(([, { kinds = [] }]) => kinds.some((start) => kind.startsWith(start)));
  return found?.[0].split(" ")[1];
}
