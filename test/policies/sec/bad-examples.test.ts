import { expectBadExamples } from "../finding.ts";

expectBadExamples({
  "FLT-SEC-001": [
    {
      at: "apps/retail/checkout.yaml image",
      subject: "panji/apps/retail/checkout",
      message: "image docker.io/retail/checkout:2.4.1 is not from registry.panji.example",
    },
  ],
  "FLT-SEC-002": [
    {
      at: "apps/retail/checkout.yaml image",
      subject: "panji/apps/retail/checkout",
      message:
        "image registry.panji.example/retail/checkout:latest has the moving tag latest, expected an exact version",
    },
  ],
  "FLT-SEC-003": [
    {
      at: "apps/retail/checkout.yaml image",
      subject: "panji/apps/retail/checkout",
      message: "image registry.panji.example/retail/checkout:2.4.1 has no digest",
    },
  ],
  "FLT-SEC-004": [
    {
      at: "apps/retail/checkout.yaml config.DB_PASSWORD",
      subject: "panji/apps/retail/checkout",
      message: "config DB_PASSWORD holds what looks like a credential by its name",
    },
  ],
  "FLT-SEC-005": [
    {
      at: "sites/fleet.yaml tenants.0.namespaces.1",
      subject: "panji",
      message: "namespace kube-system of tenant retail belongs to the platform",
    },
  ],
  "FLT-SEC-006": [
    {
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message:
        "layer monitoring, OCIRepository flux-system/longhorn: chart oci://ghcr.io/longhorn/charts/longhorn is not from registry.panji.example",
    },
  ],
  "FLT-SEC-007": [
    {
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message: 'layer monitoring, OCIRepository flux-system/longhorn: its ref {"semver":">=1.9.0"} is no exact version',
    },
  ],
  "FLT-SEC-008": [
    {
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message:
        "layer monitoring, Secret observability/remote-write: a Secret in plain text, expected an ExternalSecret or values encrypted with SOPS",
    },
  ],
  "FLT-SEC-009": [
    {
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message: "layer monitoring, ConfigMap observability/vector: data.vector.yaml holds a password",
    },
  ],
  "FLT-SEC-010": [
    {
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message: "layer monitoring, Deployment observability/prometheus: the pod has hostNetwork",
    },
  ],
  "FLT-SEC-011": [
    {
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message: "layer monitoring, RoleBinding retail/retail-admins: Group retail-team becomes cluster-admin",
    },
  ],
  "FLT-SEC-012": [
    {
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message: "layer monitoring, Role retail/retail-owner: tenant retail gets all apiGroups, expected a list",
    },
    {
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message: "layer monitoring, Role retail/retail-owner: tenant retail gets all resources, expected a list",
    },
    {
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message: "layer monitoring, Role retail/retail-owner: tenant retail gets all verbs, expected a list",
    },
  ],
  "FLT-SEC-013": [
    {
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message: "tenant namespace retail has no NetworkPolicy that selects all pods and allows nothing, in and out",
    },
  ],
  "FLT-SEC-014": [
    {
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message:
        "layer monitoring, Kustomization flux-system/80-apps-retail: it has no serviceAccountName, so it acts with all rights of Flux",
    },
  ],
  "FLT-SEC-015": [
    {
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message:
        "layer monitoring, Application argocd/80-apps-retail: its project is default, expected one that names sources and destinations",
    },
  ],
  "FLT-SEC-016": [
    {
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message:
        "layer monitoring, Kustomization retail/apps: spec.sourceRef refers to namespace flux-system, expected its own, retail",
    },
  ],
  "FLT-SEC-017": [
    {
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message:
        "layer apps-retail, ConfigMap kube-system/settings: its namespace is kube-system, expected one of tenant retail: retail",
    },
  ],
  "FLT-SEC-018": [
    {
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message: "layer monitoring, AppProject argocd/flotilla-tenant-retail: it admits sources *",
    },
  ],
  "FLT-SEC-019": [
    {
      subject: "panji",
      message:
        "profile edge-kubeedge@1.0.0 runs KubeEdge v1.23.0, expected at least 1.23.1: CVE-2026-62371 and CVE-2026-62182 (commands on edge nodes by upgrade and configuration jobs), CVE-2026-62370",
    },
  ],
  "FLT-SEC-040": [
    {
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message: "layer monitoring, ClusterRoleBinding readers: Group system:authenticated stands for everyone",
    },
  ],
  "FLT-SEC-041": [
    {
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message:
        "layer monitoring, RoleBinding kube-system/helpers: Group retail-team of tenant retail gets ClusterRole view in kube-system, which is no namespace of the tenant",
    },
  ],
  "FLT-SEC-042": [
    {
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message: "layer monitoring, ClusterRole harmless: everybody with the role view may read secrets",
    },
  ],
  "FLT-SEC-043": [
    {
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message:
        "layer monitoring, ClusterRoleBinding mirror: ServiceAccount observability/mirror may read secrets in the whole cluster",
    },
  ],
  "FLT-SEC-044": [
    {
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message: "layer apps-retail, Deployment retail/checkout: container checkout does not drop ALL capabilities",
    },
  ],
  "FLT-SEC-045": [
    {
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message: "layer monitoring, PersistentVolume etc: it hands a folder or disk of the server to whoever claims it",
    },
  ],
  "FLT-SEC-046": [
    {
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message: "layer monitoring, Kustomization flux-system/web: spec.images changes what was checked, after the check",
    },
  ],
  "FLT-SEC-047": [
    {
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message: "layer monitoring, NetworkPolicy retail/open: its ingress is open from everywhere",
    },
  ],
  "FLT-SEC-048": [
    {
      at: "sites/guangdong/shenzhen.yaml sites.0.profile",
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message:
        "Kubernetes 1.29.4 of edge-k3s@1.0.0 has no ValidatingAdmissionPolicies, expected 1.30 or newer for the layer admission",
    },
  ],
  "FLT-SEC-049": [
    {
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message:
        "layer monitoring, Service retail/checkout: tenant retail gets what is sent to 203.0.113.7, expected no externalIPs",
    },
  ],
  "FLT-SEC-050": [
    {
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message:
        "layer apps-retail, YurtAppSet retail/shop: a patch of single pools changes /spec/template/spec/hostNetwork, where no rule on pods looks",
    },
  ],
  "FLT-SEC-056": [
    {
      at: "sites/guangdong/region.yaml delivery",
      subject: "panji/guangdong",
      message:
        "artifacts.keys of the fleet, and argocd takes artifacts whoever has signed them, expected an engine that checks signatures",
    },
  ],
});
