/** The controllers of grids and of units, on the hub's own servers. */

import type { KubernetesObject } from "../../../model/manifest.ts";
import { mirroredImage, type SuperEdgeProvisioner } from "../../../model/provisioner.ts";
import { restrictedContainer, restrictedPod } from "../../restricted-pod.ts";
import { account, NAMESPACE, onHub, policyRule, READ } from "./names.ts";

const ALL = [...READ, "create", "update", "patch", "delete"] as const;

/**
 * It may read definitions and not write them: with the right it puts its own in the place of ours once a minute (superedge
 * v0.9.0 pkg/application-grid-controller/prepare/crd.go). Of Secrets it reads the one by which clusternet would
 * federate it. One instance: its lock is of a kind that client libraries have given up.
 */
export function gridController(registry: string, { images }: SuperEdgeProvisioner): readonly KubernetesObject[] {
  const name = "application-grid-controller";
  return [
    ...account(name, [
      policyRule("apiextensions.k8s.io", ["customresourcedefinitions"], READ),
      policyRule("", ["nodes", "namespaces"], READ),
      policyRule("", ["services"], ALL),
      policyRule("", ["secrets"], ["get"], ["parent-cluster"]),
      policyRule("", ["events"], ["create", "patch"]),
      policyRule("apps", ["deployments", "statefulsets"], ALL),
      policyRule("superedge.io", GRIDS, [...READ, "update", "patch"]),
      policyRule(
        "superedge.io",
        GRIDS.map((each) => `${each}/status`),
        ["update", "patch"],
      ),
    ]),
    deployment(name, mirroredImage(registry, images.gridController), [
      "/usr/local/bin/application-grid-controller",
      "--leader-elect=false",
      "--feature-gates=EndpointSlice=true",
      "--worker=4",
    ]),
  ];
}

export const GRIDS = ["deploymentgrids", "statefulsetgrids", "servicegrids"] as const;

/**
 * Keeps labels and the taint of a unit's servers as the unit has them. Definitions are ours (`--ensure-crd=false`), and it
 * gets none of the rights for control planes in units, which is autonomy level L4: a site that needs its own control plane
 * is a cluster.
 */
export function siteManager(registry: string, { images }: SuperEdgeProvisioner): readonly KubernetesObject[] {
  const name = "site-manager";
  return [
    ...account(name, [
      policyRule("apiextensions.k8s.io", ["customresourcedefinitions"], READ),
      policyRule("", ["nodes"], [...READ, "update", "patch"]),
      policyRule("", ["events"], ["create", "patch"]),
      policyRule("apps", ["daemonsets"], READ),
      policyRule("site.superedge.io", ["nodeunits", "nodegroups"], [...READ, "create", "update", "patch"]),
      policyRule("site.superedge.io", ["nodeunits/status", "nodegroups/status"], ["update", "patch"]),
    ]),
    deployment(name, mirroredImage(registry, images.siteManager), [
      "/usr/local/bin/site-manager",
      "--leader-elect=false",
      "--ensure-crd=false",
      "--worker=2",
    ]),
  ];
}

function deployment(name: string, image: string, command: readonly string[]): KubernetesObject {
  const labels = { "app.kubernetes.io/name": name };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, namespace: NAMESPACE, labels },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      // Two at a time would undo each other's work.
      strategy: { type: "Recreate" },
      template: {
        metadata: { labels },
        spec: {
          ...onHub,
          serviceAccountName: name,
          securityContext: restrictedPod,
          containers: [
            {
              name,
              image,
              imagePullPolicy: "IfNotPresent",
              command,
              securityContext: restrictedContainer,
              resources: { requests: { cpu: "50m", memory: "128Mi" }, limits: { memory: "512Mi" } },
            },
          ],
        },
      },
    },
  };
}
