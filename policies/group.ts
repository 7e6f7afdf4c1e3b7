import type { Diagnostic } from "../model/diagnostic.ts";

/**
 * Equal findings of many constructs as one, in the order of their first: same code, message, place
 * and hint. A fault in a layer that 3,000 sites share is one finding with 3,000 subjects.
 */
export function groupFindings(findings: readonly Diagnostic[]): readonly Diagnostic[] {
  const groups = new Map<string, { readonly first: Diagnostic; readonly subjects: Set<string> }>();
  for (const finding of findings) {
    const { code, severity, message, at, hint } = finding;
    const key = JSON.stringify([code, severity, message, at?.file, at?.path, hint]);
    const known = groups.get(key);
    if (!known) groups.set(key, { first: finding, subjects: new Set(finding.subjects) });
    else for (const subject of finding.subjects) known.subjects.add(subject);
  }
  return [...groups.values()].map(({ first, subjects }) => ({ ...first, subjects: [...subjects] }));
}
