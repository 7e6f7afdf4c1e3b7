import type { Diagnostic } from "../model/diagnostic.ts";
import type { KubernetesObject } from "../model/manifest.ts";
import { evaluateCluster, evaluateManifests } from "../policies/evaluate.ts";
import { type ManifestJudge, manifestJudge } from "../policies/judge.ts";
import type { ClusterContents, Rule } from "../policies/rule.ts";
import type { Folder, Unit } from "./lower/unit.ts";
import { checkShape, type ShapeFault } from "./shape.ts";

/**
 * Judges what was lowered: the shape of every object against the closed schema of its kind, the rules
 * on manifests and the rules on what one cluster ends up with. Shared objects are judged once.
 */
export class Inspector {
  readonly diagnostics: Diagnostic[] = [];
  readonly #rules: readonly Rule[];
  readonly #judge: ManifestJudge;
  readonly #shapes = new WeakMap<KubernetesObject, readonly ShapeFault[]>();

  constructor(rules: readonly Rule[]) {
    this.#rules = rules;
    this.#judge = manifestJudge(rules);
  }

  /** Looks at a unit; the folders for the hub are handed back to be looked at together. */
  inspect(unit: Unit): readonly Folder[] {
    if (unit.siteFolders.length > 0) this.inspectCluster(unit.construct, unit.siteFolders);
    return unit.hubFolders;
  }

  /** Looks at everything that one cluster ends up with. */
  inspectCluster(construct: string, folders: readonly Folder[]): void {
    const contents: ClusterContents = { construct, folders };
    for (const folder of folders) this.#inspectShapes(folder);
    this.diagnostics.push(...evaluateManifests(this.#judge, contents), ...evaluateCluster(this.#rules, contents));
  }

  #inspectShapes({ objects, context, construct }: Folder): void {
    for (const object of objects) {
      let faults = this.#shapes.get(object);
      if (!faults) {
        faults = checkShape(object);
        this.#shapes.set(object, faults);
      }
      for (const fault of faults) this.diagnostics.push(shapeDiagnostic(fault, object, context.layer, construct));
    }
  }
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
