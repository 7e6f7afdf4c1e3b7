/**
 * Checks of KubeEdge's jobs on servers (v1.23.1, pkg/util/validation, controllermanager/nodetask and edge/pkg/taskmanager): a job
 * that breaks one is stored, and then fails on each server, or never ends.
 */

import { get, has, items, type ObjectRule } from "./object-rule.ts";

const VERSION = /^v\d+\.\d+\.\d+(-[a-zA-Z0-9_.]+)*$/;
/** With a registry and without a tag: EdgeCore adds the version itself. */
const REPOSITORY = /^[A-Za-z0-9][A-Za-z0-9._:-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)+$/;
/** No white space and no sign that a shell reads. */
const IMAGE = /^[A-Za-z0-9][A-Za-z0-9._:/@-]*$/;
const RATIO = /^(0|1|0?\.\d+|1\.0+)$/;
const checkItems = ["cpu", "mem", "disk"];

/** @param at keys to the fields */
function common(at: readonly string[]): readonly ObjectRule[] {
  return [
    {
      at,
      isValid: (spec) => items(get(spec, "nodeNames")).length > 0 !== has(spec, "labelSelector"),
      expected: "nodeNames or labelSelector, and not both",
    },
    {
      at,
      reportAt: ["timeoutSeconds"],
      isValid: (spec) => Number(get(spec, "timeoutSeconds") ?? 0) > 0,
      expected: "seconds above 0: without them a server that says nothing keeps the job from its end",
    },
    {
      at: [...at, "checkItems", "*"],
      isValid: (item) => typeof item !== "string" || checkItems.includes(item),
      expected: `one of ${checkItems.join(", ")}`,
    },
    text([...at, "failureTolerate"], RATIO, "a share from 0 to 1, like 0.1"),
  ];
}

function text(at: readonly string[], pattern: RegExp, expected: string): ObjectRule {
  return { at, isValid: (value) => typeof value !== "string" || pattern.test(value), expected };
}

export const NODE_JOB_RULES: Readonly<Record<string, readonly ObjectRule[]>> = {
  "operations.kubeedge.io/v1alpha2/NodeUpgradeJob": [
    ...common(["spec"]),
    {
      at: ["spec"],
      isValid: (spec) => has(spec, "version") && has(spec, "image"),
      expected: "version and image: EdgeCore has a default for neither",
    },
    text(["spec", "version"], VERSION, "a version like v1.23.1"),
    text(
      ["spec", "image"],
      REPOSITORY,
      "a registry and a name without a tag, like registry.example.com/kubeedge/installation-package",
    ),
  ],
  "operations.kubeedge.io/v1alpha2/ImagePrePullJob": [
    ...common(["spec", "imagePrePullTemplate"]),
    text(["spec", "imagePrePullTemplate", "images", "*"], IMAGE, "an image"),
  ],
};
