import type { Diagnostic } from "../model/diagnostic.ts";
import type { KubernetesObject } from "../model/manifest.ts";
import { isShared, rememberedIfShared } from "../model/sharing.ts";
import { evaluateCluster, evaluateManifests, evaluateRepository } from "../policies/evaluate.ts";
import { type ManifestJudge, manifestJudge } from "../policies/judge.ts";
import type { ClusterContents, ManifestContext, RepositoryFolder, Rule } from "../policies/rule.ts";
import type { Folder } from "./lower/unit.ts";
import { checkShape, type ShapeFault } from "./shape.ts";

/**
 * Judges what was lowered: the shape of every object against the closed schema of its kind, the rules
 * on manifests and the rules on what one cluster ends up with. Shared objects are judged once.
 */
export class Inspector {
  readonly #rules: readonly Rule[];
  readonly #judge: ManifestJudge;
  readonly #shape = rememberedIfShared<KubernetesObject, readonly ShapeFault[]>(checkShape);

  /** Lists without findings, with the context they were judged in: sites that share a list cost one look-up. */
  readonly #clean = new WeakMap<readonly KubernetesObject[], ManifestContext>();

  constructor(rules: readonly Rule[]) {
    this.#rules = rules;
    this.#judge = manifestJudge(rules);
  }

  /** Looks at everything that one cluster ends up with. */
  inspectCluster(construct: string, folders: readonly Folder[]): readonly Diagnostic[] {
    const contents: ClusterContents = { construct, folders };
    const unknown = folders.filter(({ objects, context }) => this.#clean.get(objects) !== context);
    const found = [
      ...unknown.flatMap((folder) => this.#inspectShapes(folder)),
      ...evaluateManifests(this.#judge, { construct, folders: unknown }),
    ];
    if (found.length === 0) this.#remember(unknown);
    return [...found, ...evaluateCluster(this.#rules, contents)];
  }

  #remember(clean: readonly Folder[]): void {
    for (const { objects, context } of clean) if (isShared(objects)) this.#clean.set(objects, context);
  }

  /** Looks at all names in one repository. */
  inspectFolders(construct: string, folders: readonly RepositoryFolder[]): readonly Diagnostic[] {
    return evaluateRepository(this.#rules, { construct, folders });
  }

  #inspectShapes({ objects, context, construct }: Folder): readonly Diagnostic[] {
    const diagnostics: Diagnostic[] = [];
    for (const object of objects) {
      for (const fault of this.#shape(object))
        diagnostics.push(shapeDiagnostic(fault, object, context.layer, construct));
    }
    return diagnostics;
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
