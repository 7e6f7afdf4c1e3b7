/** What a rule is: seven kinds, by what they look at. */

import type { Fleet } from "../constructs/fleet.ts";
import type { LayerCategory } from "../constructs/profile.ts";
import type { Region } from "../constructs/region.ts";
import type { Site } from "../constructs/site.ts";
import type { FieldChange } from "../constructs/site-fields.ts";
import type { ByHandStep } from "../model/by-hand.ts";
import type { Capacity } from "../model/capacity.ts";
import type { NotEvaluated, Severity } from "../model/diagnostic.ts";
import type { Inventory, InventorySite } from "../model/inventory.ts";
import type { RemovalEffect } from "../model/kinds/facts.ts";
import type { KubernetesObject, TextFile } from "../model/manifest.ts";
import type { Mend } from "../model/mend.ts";
import type { Privileges } from "../model/privilege.ts";
import type { Distribution } from "../model/provisioner.ts";
import type { RegionSpec } from "../model/region-file.ts";
import type { Source } from "../model/source.ts";
import type { EngineFacts } from "./engine-facts.ts";

/** A violation of a rule, in the words of the rule; identity and severity are the rule's. */
export interface Violation {
  /** What was found and what was expected. */
  readonly message: string;
  /** Construct path; absent: the fleet, site, cluster or repository that was checked. */
  readonly subject?: string;
  /** Construct paths of the others concerned, such as the second site of an overlap. Exemptions go by `subject` alone. */
  readonly others?: readonly string[];
  readonly at?: Source | undefined;
  /** What of the subject is meant, where no file says it, in words that stay the same; of an object it is known. */
  readonly part?: string;
  readonly hint?: string;
  /** Where the right value is beyond doubt: `flotilla check --fix` writes it. */
  readonly mend?: Mend | undefined;
  /** Of a check that threw. */
  readonly stack?: string;
}

/** What people read about a rule; docs/policies.md is made from it. */
export interface RuleText {
  /** `FLT-<AREA>-<nnn>`, never reused. */
  readonly id: string;
  readonly severity: Exclude<Severity, "info">;
  readonly title: string;
  /** Why it matters and what to do. */
  readonly help: string;
  /** The most that one exemption may cover; `site` includes a hub and the centre. Absent: the whole fleet, when it says so. */
  readonly widest?: "region" | "site";
  /** Set where no baseline may hold a finding: a credential, an object that no API server takes, a lock that is broken. */
  readonly baseline?: "never";
  /** Set where the API server holds everybody to the rule as well: by which policy, and where. */
  readonly atApiServer?: { readonly by: string; readonly where: string };
  /**
   * YAML of the fleet's files, of a manifest, or of what else the rule looks at, with as little around
   * it as explains the violation. Each document starts with a comment that names the file or says what
   * the document is; test/policies/examples.test.ts runs both examples of every rule.
   */
  readonly bad: string;
  readonly good: string;
}

/** Facts from outside that rules may use; gathered at the edge. */
export interface RuleContext {
  /** Today, UTC, as YYYY-MM-DD. */
  readonly today: string;
  /** Regions under check. Rules that compare or count regions still see the whole fleet. */
  readonly regions: readonly Region[];
  /** Content hash of each profile's sources by `name@version`, and what the lock file says. */
  readonly profileHashes: ReadonlyMap<string, string>;
  readonly profileLock: ReadonlyMap<string, string>;
  readonly engines: EngineFacts;
}

export interface FleetRule extends RuleText {
  readonly scope: "fleet";
  check(fleet: Fleet, context: RuleContext): readonly Violation[];
}

export interface SiteRule extends RuleText {
  readonly scope: "site";
  check(site: Site, context: RuleContext): readonly Violation[];
}

/** The layer an object belongs to and the fleet's settings; the same for all sites that share it. */
export interface ManifestContext {
  readonly layer: string;
  readonly category: LayerCategory | "delivery" | "provisioning";
  readonly privileged: Privileges;
  /** Set for the folder of a tenant's apps. */
  readonly tenant?: string | undefined;
  /** They go to another API server than the cluster's own, where nothing runs. */
  readonly isRemote?: true;
  readonly registries: readonly string[];
  /** Base of the fleet's repositories; what is deployed comes from below it. */
  readonly repositories: string;
  readonly tenants: Fleet["spec"]["tenants"];
  /** Version of Kubernetes in the cluster that applies it, `1.32.9`; absent: not known. */
  readonly kubernetes?: string | undefined;
}

/**
 * Evaluated once for each distinct object and context, so it must not depend on the site. Messages leave
 * out the object's name: the evaluation writes it before them.
 */
export interface ManifestRule extends RuleText {
  readonly scope: "manifest";
  /** The kinds it looks at; all when absent. Other objects are not handed to it. */
  readonly kinds?: readonly string[];
  /** Kinds in which there is nothing for it to find, for a rule that looks at all others. */
  readonly exceptKinds?: ReadonlySet<string>;
  check(object: KubernetesObject, context: ManifestContext): readonly Violation[];
}

/** The servers of a cluster of its own, of which every one has a known size. */
export interface ClusterServers {
  readonly distribution: Distribution;
  /** At least one. */
  readonly servers: readonly (Capacity & { readonly name: string; readonly isControlPlane: boolean })[];
  /** Where the files list them. */
  readonly source?: Source | undefined;
}

/** All objects that one cluster ends up with, whatever folder they are in. */
export interface ClusterContents {
  /** Construct path of the site, hub or centre. */
  readonly construct: string;
  readonly folders: readonly {
    readonly path: string;
    readonly objects: readonly KubernetesObject[];
    readonly context: ManifestContext;
  }[];
  /** Absent when the size of one of them is not known. */
  readonly servers?: ClusterServers | undefined;
}

export interface ClusterRule extends RuleText {
  readonly scope: "cluster";
  check(cluster: ClusterContents): readonly Violation[];
}

/** A field of an object that cannot change and does. */
export interface FixedChange {
  /** File of the object, from the root of the repository. */
  readonly path: string;
  /** Construct path of its owner. */
  readonly construct: string;
  /** Path in the object. */
  readonly field: string;
  readonly remedy: string;
  readonly source: string;
  readonly steps: readonly Omit<ByHandStep, "at">[];
}

/** An object of the tip that the new content has nowhere in its cluster, of a kind that may hold data. */
export interface GoneObject {
  /** File of the object, from the root of the repository. */
  readonly path: string;
  /** Construct path of its owner. */
  readonly construct: string;
  /** `namespace retail`, `persistentvolumeclaim retail/checkout-data` */
  readonly name: string;
  readonly reconciler: string;
  /** What its removal does, when somebody removes it. */
  readonly effect: RemovalEffect;
  /** `kept`: its reconciler deletes nothing. `left behind`: it alone is protected from pruning, and nobody manages it any more. */
  readonly fate: "pruned" | "kept" | "left behind";
  /** It was retired in the tip: somebody said that it may go with its data. */
  readonly isRetired: boolean;
  /** Of a tenant's namespace. */
  readonly tenant?: string | undefined;
  /** `retail/checkout`: of an object of an app. */
  readonly app?: string;
  /** How the fleet's files say that it may go, where that is the kind's own. */
  readonly retirement?: string;
}

/** A namespace that belongs to another tenant in the new content than in the tip. */
export interface HandedOverNamespace {
  readonly namespace: string;
  readonly from: string;
  readonly to: string;
  /** Groups that may work in it from then on and could not before. */
  readonly gains: readonly string[];
  /** What the old tenant has in it: `app retail/checkout`, `volume checkout-data`. */
  readonly holds: readonly string[];
}

/** What the centre's repository says of one region. */
export interface PublishedRegion {
  readonly code: string;
  readonly state: RegionSpec["state"];
}

/** One repository about to replace what its tip holds. */
export interface RepositoryChange {
  readonly fleet: Fleet;
  /** Name of the region, or `centre`. */
  readonly repository: string;
  readonly construct: string;
  readonly engines: EngineFacts;
  /** Undefined for a repository without Flotilla's inventory yet. */
  readonly before: Inventory | undefined;
  readonly after: {
    readonly sites: Readonly<Record<string, InventorySite>>;
    /** Every file but the inventory itself, in any order. */
    readonly files: readonly { readonly path: string }[];
  };
  /** Fields of living sites that have another value than in the tip, with what that does. */
  readonly fields: readonly FieldChange[];
  readonly fixed: readonly FixedChange[];
  readonly gone: readonly GoneObject[];
  readonly handedOver: readonly HandedOverNamespace[];
  /** Regions of the fleet as the tip has them, by name; only the centre's repository knows them. */
  readonly regions: Readonly<Record<string, PublishedRegion>>;
}

export interface ChangeRule extends RuleText {
  readonly scope: "change";
  check(change: RepositoryChange): readonly Violation[];
}

/** Files of one folder of a repository. */
export interface RepositoryFolder {
  /** From the root, without a slash at its end; empty for the root. */
  readonly path: string;
  /** Folders with the same files had best share one list: rules look at each list once. */
  readonly names: readonly string[];
}

/** All files of one repository, in any order; a file that is written twice is there twice. */
export type RepositoryContents = { readonly construct: string } & (
  | { readonly folders: readonly RepositoryFolder[] }
  | { readonly paths: readonly string[] }
);

/** Limits of Git and of forges. */
export interface RepositoryRule extends RuleText {
  readonly scope: "repository";
  check(repository: RepositoryContents): readonly Violation[];
}

/** A text for a server or for a tool that somebody runs. */
export interface FileRule extends RuleText {
  readonly scope: "file";
  check(file: TextFile): readonly Violation[];
}

export type Rule = FleetRule | SiteRule | ManifestRule | ClusterRule | ChangeRule | RepositoryRule | FileRule;
export type RuleScope = Rule["scope"];

/** A violation together with the rule it violates. */
export interface RuleViolation {
  readonly rule: RuleText;
  readonly violation: Violation;
  readonly notEvaluated?: NotEvaluated;
}
