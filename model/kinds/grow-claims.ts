/** How the claims of a StatefulSet grow, whose templates cannot change. */

import type { ByHandStep } from "../by-hand.ts";
import { fieldAt } from "./facts.ts";

/**
 * Claims are named `<template>-<object>-<number>` (kubernetes pkg/controller/statefulset getPersistentVolumeClaimName). They
 * grow where their class allows that, and never shrink.
 */
export function growClaims(after: unknown): readonly Omit<ByHandStep, "at">[] {
  const name = String(fieldAt(after, "metadata", "name"));
  const kubectl = `kubectl -n ${fieldAt(after, "metadata", "namespace") ?? "default"}`;
  const replicas = Number(fieldAt(after, "spec", "replicas") ?? 1);
  const templates = fieldAt(after, "spec", "volumeClaimTemplates");
  const grow = (Array.isArray(templates) ? templates : []).flatMap((template: unknown) => {
    const size = fieldAt(template, "spec", "resources", "requests", "storage");
    const patch = JSON.stringify({ spec: { resources: { requests: { storage: size } } } });
    return Array.from({ length: replicas }, (_, number): Omit<ByHandStep, "at"> => {
      const claim = `${fieldAt(template, "metadata", "name")}-${name}-${number}`;
      return {
        when: "before publishing",
        what: `Let the claim ${claim} grow to ${size}, if its class allows that`,
        command: `${kubectl} patch pvc ${claim} --type merge -p '${patch}'`,
      };
    });
  });
  return [
    ...grow,
    {
      when: "before publishing",
      what: `Remove the StatefulSet ${name} without its pods and claims; the delivery engine makes it again`,
      command: `${kubectl} delete statefulset ${name} --cascade=orphan`,
    },
  ];
}
