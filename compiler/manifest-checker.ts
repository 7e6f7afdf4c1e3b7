/** Checks every manifest by its schema and by the rules; shared objects once. */

import type { Diagnostic } from "../model/diagnostic.ts";
import type { KubernetesObject } from "../model/manifest.ts";
import { memoizeShared } from "../model/memo.ts";
import { evaluateCluster, evaluateManifests, evaluateRepository } from "../policies/evaluate.ts";
import { createManifestEvaluator, type ManifestEvaluator } from "../policies/manifest-evaluator.ts";
import type { ClusterContents, RepositoryFolder, Rule } from "../policies/rule.ts";
import type { Folder } from "./lower/unit.ts";
import { checkShape, type ShapeFault } from "./shape.ts";

/**
 * Checks what was lowered: the shape of every object against the closed schema of its kind, the rules
 * on manifests and the rules on what one cluster ends up with. Shared objects are evaluated once.
 */
export class ManifestChecker {
  readonly #rules: readonly Rule[];
  readonly #evaluator: ManifestEvaluator;
  readonly #shape = memoizeShared<KubernetesObject, readonly ShapeFault[]>(checkShape);
  readonly #shapes = memoizeShared((objects: readonly KubernetesObject[]) => this.#checkShapes(objects));

  constructor(rules: readonly Rule[]) {
    this.#rules = rules;
    this.#evaluator = createManifestEvaluator(rules);
  }

  /** Looks at everything that one cluster ends up with. */
  checkCluster(construct: string, folders: readonly Folder[]): readonly Diagnostic[] {
    const contents: ClusterContents = { construct, folders };
    return [
      ...folders.flatMap((folder) => this.#shapeDiagnostics(folder)),
      ...evaluateManifests(this.#evaluator, contents),
      ...evaluateCluster(this.#rules, contents),
    ];
  }

  /** Looks at all names in one repository. */
  checkFolders(construct: string, folders: readonly RepositoryFolder[]): readonly Diagnostic[] {
    return evaluateRepository(this.#rules, { construct, folders });
  }

  #shapeDiagnostics({ objects, context, construct }: Folder): readonly Diagnostic[] {
    return this.#shapes(objects).map(({ object, fault }) => shapeDiagnostic(fault, object, context.layer, construct));
  }

  #checkShapes(objects: readonly KubernetesObject[]): readonly ObjectFault[] {
    const faults: ObjectFault[] = [];
    for (const object of objects) for (const fault of this.#shape(object)) faults.push({ object, fault });
    return faults;
  }
}

interface ObjectFault {
  readonly object: KubernetesObject;
  readonly fault: ShapeFault;
}

function shapeDiagnostic(fault: ShapeFault, object: KubernetesObject, layer: string, construct: string): Diagnostic {
  const { namespace, name } = object.metadata;
  const title = `${object.kind} ${namespace ? `${namespace}/` : ""}${name}`;
  return {
    code: "shape/invalid",
    severity: "error",
    message: `layer ${layer}, ${title}: ${fault.path.join(".") || "it"}: found ${fault.found}, expected ${fault.expected}`,
    subjects: [construct],
    hint: fault.hint ?? `mend the layer ${layer} of the profile, or the parameter it reads`,
  };
}
