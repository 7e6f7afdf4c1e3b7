/** What can be written down, what it becomes, and the test that saw it: rows of docs/coverage.md. */

import type { Coverage } from "./coverage-markdown.ts";
import { delivery } from "./coverage-of-delivery.ts";
import { edgeNodes } from "./coverage-of-edge-nodes.ts";
import { enrolmentRows } from "./coverage-of-enrolment.ts";
import { operatorCloud } from "./coverage-of-operator-cloud.ts";
import { reachRows } from "./coverage-of-reach.ts";
import { telecom } from "./coverage-of-telecom.ts";

const published = "sites/<zone>/<site>/";

/** By topic, in the order of the page. */
export const coverage: Readonly<Record<string, readonly Coverage[]>> = {
  "Sites and servers": [
    {
      capability: "A server with nothing but its cloud-config becomes a site",
      written: "`sites/<region>/<zone>.yaml`: `profile: edge-k3s@…`, `hosts`",
      becomes: "`hosts/<machine>/cloud-config.yaml`, folders of layers",
      proof: ["test/e2e/node.test.ts", "A server with nothing but its cloud-config becomes a site that runs its app"],
    },
    {
      capability: "Metal servers become clusters by Cluster API",
      written: "the same with `edge-metal@…`",
      becomes: "Cluster, KubeadmControlPlane, Metal3Cluster, BareMetalHost, templates named by content",
      proof: [
        "test/e2e/cluster-api.test.ts",
        "A held site's Cluster is paused and loses nothing, and once the site is active it goes on",
      ],
    },
    {
      capability: "What kubeadm is told on a server is a configuration that it takes",
      written: "the same",
      becomes: "KubeadmConfigTemplate, Metal3DataTemplate",
      proof: ["test/e2e/kubeadm.test.ts", "the validators see what they are there for"],
    },
    {
      capability: "Dual stack, bonds, VLANs, bridges, routes, MTU",
      written: "`hosts[].interfaces`, `network`",
      becomes: "networkd files, network data of Metal3",
      proof: ["test/e2e/kairos.test.ts", "Kairos takes a cloud-config with all that a site may say"],
    },
    {
      capability: "A site lives on without its hub, Git and registry, and comes back after its power was gone",
      written: "nothing: it is so for every cluster site",
      becomes: published,
      proof: [
        "test/e2e/node-power.test.ts",
        "A site without hub, Git and registry comes back with all its apps after all its processes were killed",
      ],
    },
    {
      capability: "Sites of several servers: replicas lie apart, a drained server hands its pods over",
      written: "`hosts`",
      becomes: "topology spread of the workloads",
      proof: ["test/e2e/node-region.test.ts", "a drained server hands its pods over without a failed request"],
    },
    {
      capability: "A hub comes back from its back-up, and no machine is made anew",
      written: "`region.yaml`: `backup`, `hub.state: restoring`",
      becomes: "CronJob of etcd snapshots, paused clusters",
      proof: [
        "test/e2e/lost-hub.test.ts",
        "with the snapshot every machine is there as it was, paused, and the guide's commands say which site is not",
      ],
    },
    {
      capability: "Several nodes on one server",
      written: "`hosts[].nodes`",
      becomes: "nothing: every engine refuses it",
      proof: { notProved: "no engine makes several nodes of one server yet" },
    },
  ],
  Delivery: delivery,
  "Operator cloud": operatorCloud,
  "Apps and tenants": [
    {
      capability: "An app in every zone that it selects, with what differs there",
      written: "`apps/<tenant>/<app>.yaml`: `select`, `zones`",
      becomes: "Deployment, Job or CronJob, ConfigMap, Service, Ingress, claims",
      proof: ["test/e2e/node-region.test.ts", "each becomes what its files say, with what is different in its zone"],
    },
    {
      capability: "A new zone gets its apps with no other edit",
      written: "a file of the zone",
      becomes: "the same in its folder",
      proof: ["test/e2e/placement.test.ts", "A zone that was added as one file gets the app, with no other edit"],
    },
    {
      capability: "Several apps as one system: order, shared configuration, one version a ring, differences a zone",
      written: "`systems/<tenant>/<name>.yaml`",
      becomes: "apps, with folders that wait for each other or sync waves",
      proof: [
        "test/evolution/systems.test.ts",
        "A system comes with a folder an app where folders can wait for each other, and with one folder elsewhere",
      ],
    },
    {
      capability: "A new version takes over without a failed request",
      written: "`image`",
      becomes: "a rollout that fits the servers, a wait before the end",
      proof: ["test/e2e/node.test.ts", "A new version of an app takes over without a failed request"],
    },
    {
      capability: "Both architectures: an app lands where its image runs, or is refused",
      written: "`architectures`, `hosts[].arch`",
      becomes: "node affinity",
      proof: ["test/e2e/placement.test.ts", "An app for amd64 alone is refused for a zone whose servers are all arm64"],
    },
    {
      capability: "Every image is in the mirror, and built for the servers that it lands on",
      written: "`image`, `hosts[].arch`, the images of profiles",
      becomes: "`flotilla check --registry`",
      proof: [
        "test/e2e/registry.test.ts",
        "An image that lacks the architecture of a server is a fault at the line of its app",
      ],
    },
    {
      capability: "Pods know node, zone, region and site, and their peers in the zone",
      written: "`topology`, `peers` of an app",
      becomes: "variables by the downward API, a Service without an address",
      proof: [
        "test/engines/placement/native-topology.test.ts",
        "finds its peers by a name that leads to the ready pods of its own zone alone",
      ],
    },
    {
      capability: "A tenant's fence on the network",
      written: "`tenants[].egress`, `expose`, `egress`",
      becomes: "NetworkPolicy",
      proof: [
        "test/e2e/node-tenants.test.ts",
        "Pods of one tenant reach their own neighbours and none of another tenant, of the platform or of the outside",
      ],
    },
    {
      capability: "Quota and limits of tenants",
      written: "`tenants[].quota`",
      becomes: "ResourceQuota, LimitRange",
      proof: [
        "test/e2e/node-tenants.test.ts",
        "A tenant's namespace takes no more than its quota, and no pod below the restricted level",
      ],
    },
    {
      capability: "The rules of check at the API server",
      written: "the parameter `admission`",
      becomes: "ValidatingAdmissionPolicy with bindings",
      proof: ["test/e2e/admission.test.ts", "whoever is in system:masters mends what a policy refuses"],
    },
  ],
  "Servers that enrol by themselves": enrolmentRows,
  "Edge nodes": edgeNodes,
  "Telecom edge": telecom,
  "What is seen": [
    {
      capability:
        "Metrics of a site reach the hub with mutual TLS, through certificates that are renewed and days without a line",
      written: "the profile's layers metrics",
      becomes: "Prometheus as an agent, Prometheus as a receiver",
      proof: [
        "test/e2e/node-metrics.test.ts",
        "what is measured while the hub is away comes later, to a hub with a renewed certificate",
      ],
    },
    {
      capability: "Alarms before a certificate ends",
      written: "the hub's profile",
      becomes: "rules of Prometheus",
      proof: ["test/e2e/prometheus.test.ts", "that nobody can see comes when the site falls silent"],
    },
    {
      capability: "Logs of a site reach the hub",
      written: "the profile's layer logs",
      becomes: "Vector at the site and at the hub",
      proof: { notProved: "Vector is a program of Rust that no registry of packages here has" },
    },
  ],
  "Who reaches whom": reachRows,
  "The way of a change": [
    {
      capability: "A plan as a comment, a status and a gate of a forge",
      written: "a pull request; `sites/OWNERS.yaml`",
      becomes: "one comment, statuses, a merge that waits",
      proof: [
        "test/e2e/forge.test.ts",
        "When the base has changed what the merge does, the reviewed plan does not count any more",
      ],
    },
    {
      capability: "One stack of Pulumi a region",
      written: "`Pulumi.yaml`, `stacks/`",
      becomes: "a row a changed site in a preview, one commit an update",
      proof: [
        "test/e2e/pulumi.test.ts",
        "a preview shows one row a changed site, with --diff the changed lines, and publishes nothing",
      ],
    },
    {
      capability: "Every manifest is one that a real API server takes, and writes as it was",
      written: "everything",
      becomes: "[conformance.md](conformance.md)",
      proof: [
        "test/e2e/conformance.test.ts",
        "A real API server accepts every manifest of the sample fleet with strict validation",
      ],
    },
  ],
};
