/** Checks every manifest by its schema and by the rules; shared objects once. */

import type { Diagnostic } from "../model/diagnostic.ts";
import type { KubernetesObject, TextFile } from "../model/manifest.ts";
import { memoizeShared } from "../model/memo.ts";
import { evaluateCluster, evaluateFile, evaluateManifests, evaluateRepository } from "../policies/evaluate.ts";
import { createManifestEvaluator, type ManifestEvaluator } from "../policies/manifest-evaluator.ts";
import type { ClusterServers, RepositoryFolder, Rule } from "../policies/rule.ts";
import type { Folder, ObjectFindings } from "./lower/unit.ts";
import { type SchemaViolation, validateObject } from "./validate-object.ts";

/**
 * Checks what was lowered: every object against the closed schema of its kind, the rules
 * on manifests and the rules on what one cluster ends up with. Shared objects are evaluated once.
 */
export class ManifestChecker {
  readonly rules: readonly Rule[];
  readonly #evaluator: ManifestEvaluator;
  readonly #violationsOf = memoizeShared<KubernetesObject, readonly SchemaViolation[]>(validateObject);
  readonly #violationsOfAll = memoizeShared((objects: readonly KubernetesObject[]) => this.#validateAll(objects));

  constructor(rules: readonly Rule[]) {
    this.rules = rules;
    this.#evaluator = createManifestEvaluator(rules);
  }

  /**
   * Looks at everything that one cluster ends up with.
   *
   * @param servers those of the cluster, when all their sizes are known
   */
  checkCluster(construct: string, folders: readonly Folder[], servers?: ClusterServers): readonly Diagnostic[] {
    const { shapes, rules } = this.checkObjects(construct, folders);
    return [...shapes, ...rules, ...this.checkTogether(construct, folders, servers)];
  }

  /** Looks at objects one by one. @param construct of the cluster that gets them */
  checkObjects(construct: string, folders: readonly Folder[]): ObjectFindings {
    return {
      shapes: folders.flatMap((folder) => this.#schemaDiagnostics(folder)),
      rules: evaluateManifests(this.#evaluator, { construct, folders }),
    };
  }

  /** Looks at what the objects of one cluster are to each other. */
  checkTogether(construct: string, folders: readonly Folder[], servers?: ClusterServers): readonly Diagnostic[] {
    return evaluateCluster(this.rules, { construct, folders, servers });
  }

  /** Looks at the texts that servers and tools read. */
  checkFiles(construct: string, files: readonly TextFile[]): readonly Diagnostic[] {
    return files.flatMap((file) => evaluateFile(this.rules, file, construct));
  }

  /** Looks at all names in one repository. */
  checkFolders(construct: string, folders: readonly RepositoryFolder[]): readonly Diagnostic[] {
    return evaluateRepository(this.rules, { construct, folders });
  }

  #schemaDiagnostics({ objects, context, construct }: Folder): readonly Diagnostic[] {
    return this.#violationsOfAll(objects).map(({ object, violation }) =>
      schemaDiagnostic(violation, object, context.layer, construct),
    );
  }

  #validateAll(objects: readonly KubernetesObject[]): readonly ObjectViolation[] {
    const violations: ObjectViolation[] = [];
    for (const object of objects)
      for (const violation of this.#violationsOf(object)) violations.push({ object, violation });
    return violations;
  }
}

interface ObjectViolation {
  readonly object: KubernetesObject;
  readonly violation: SchemaViolation;
}

function schemaDiagnostic(
  violation: SchemaViolation,
  object: KubernetesObject,
  layer: string,
  construct: string,
): Diagnostic {
  const { namespace, name } = object.metadata;
  const title = `${object.kind} ${namespace ? `${namespace}/` : ""}${name}`;
  return {
    code: "shape/invalid",
    severity: "error",
    message: `layer ${layer}, ${title}: ${violation.path.join(".") || "it"}: found ${violation.found}, expected ${violation.expected}`,
    subjects: [construct],
    hint: violation.hint ?? `fix the layer ${layer} of the profile, or the parameter it reads`,
  };
}
