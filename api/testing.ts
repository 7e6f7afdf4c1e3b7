/** Public: what tests of a fleet's own profiles, rules and engines stand on. */

export { type CompiledFolder, type CompileFolderOptions, compileFolder } from "../pipeline/compiled-folder.ts";
export { type RuleExamples, ruleExamples } from "../pipeline/rule-examples.ts";
