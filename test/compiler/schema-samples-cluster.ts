import type { KubernetesObject } from "../../model/manifest.ts";

const site = (name: string) => ({ name, namespace: "sz-nanshan-01" });
const infra = "infrastructure.cluster.x-k8s.io";
const ref = (apiGroup: string, kind: string, name: string) => ({ apiGroup, kind, name });
const nodeRegistration = { kubeletExtraArgs: [{ name: "node-labels", value: "flotilla.dev/site=sz-nanshan-01" }] };

export const CLUSTER_SAMPLES: readonly KubernetesObject[] = [
  {
    apiVersion: "cluster.x-k8s.io/v1beta2",
    kind: "Cluster",
    metadata: site("sz-nanshan-01"),
    spec: {
      clusterNetwork: { pods: { cidrBlocks: ["10.244.0.0/16"] }, services: { cidrBlocks: ["10.96.0.0/16"] } },
      controlPlaneRef: ref("controlplane.cluster.x-k8s.io", "KubeadmControlPlane", "sz-nanshan-01"),
      infrastructureRef: ref(infra, "Metal3Cluster", "sz-nanshan-01"),
    },
  },
  {
    apiVersion: "controlplane.cluster.x-k8s.io/v1beta2",
    kind: "KubeadmControlPlane",
    metadata: site("sz-nanshan-01"),
    spec: {
      replicas: 3,
      version: "v1.35.0",
      rollout: { strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 0 } } },
      machineTemplate: { spec: { infrastructureRef: ref(infra, "Metal3MachineTemplate", "sz-nanshan-01-cp-9f2c") } },
      kubeadmConfigSpec: {
        clusterConfiguration: { apiServer: { extraArgs: [{ name: "profiling", value: "false" }] } },
        initConfiguration: { nodeRegistration },
        joinConfiguration: { nodeRegistration },
        preKubeadmCommands: ["systemctl enable --now kubelet"],
      },
    },
  },
  {
    apiVersion: "cluster.x-k8s.io/v1beta2",
    kind: "MachineDeployment",
    metadata: site("sz-nanshan-01-workers"),
    spec: {
      clusterName: "sz-nanshan-01",
      replicas: 1,
      rollout: { strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } } },
      selector: { matchLabels: { pool: "workers" } },
      template: {
        metadata: { labels: { pool: "workers" } },
        spec: {
          clusterName: "sz-nanshan-01",
          version: "v1.35.0",
          bootstrap: { configRef: ref("bootstrap.cluster.x-k8s.io", "KubeadmConfigTemplate", "workers-77aa") },
          infrastructureRef: ref(infra, "Metal3MachineTemplate", "workers-11bb"),
        },
      },
    },
  },
  {
    apiVersion: "bootstrap.cluster.x-k8s.io/v1beta2",
    kind: "KubeadmConfigTemplate",
    metadata: site("workers-77aa"),
    spec: { template: { spec: { joinConfiguration: { nodeRegistration } } } },
  },
  {
    apiVersion: "cluster.x-k8s.io/v1beta2",
    kind: "MachineHealthCheck",
    metadata: site("sz-nanshan-01"),
    spec: {
      clusterName: "sz-nanshan-01",
      selector: { matchLabels: { pool: "workers" } },
      checks: {
        nodeStartupTimeoutSeconds: 1200,
        unhealthyNodeConditions: [{ type: "Ready", status: "Unknown", timeoutSeconds: 600 }],
      },
      remediation: { triggerIf: { unhealthyLessThanOrEqualTo: "40%" } },
    },
  },
  {
    apiVersion: "addons.cluster.x-k8s.io/v1beta2",
    kind: "ClusterResourceSet",
    metadata: site("cni"),
    spec: {
      clusterSelector: { matchLabels: { cni: "cilium" } },
      resources: [{ kind: "ConfigMap", name: "cilium" }],
      strategy: "Reconcile",
    },
  },
  {
    apiVersion: "cluster.x-k8s.io/v1beta2",
    kind: "ClusterClass",
    metadata: site("edge-metal-1"),
    spec: {
      infrastructure: {
        templateRef: { apiVersion: `${infra}/v1beta2`, kind: "Metal3ClusterTemplate", name: "edge-metal-1" },
      },
      controlPlane: {
        templateRef: {
          apiVersion: "controlplane.cluster.x-k8s.io/v1beta2",
          kind: "KubeadmControlPlaneTemplate",
          name: "edge-metal-1",
        },
      },
      variables: [{ name: "vip", required: true, schema: { openAPIV3Schema: { type: "string", minLength: 1 } } }],
    },
  },
  {
    apiVersion: `${infra}/v1beta2`,
    kind: "Metal3Cluster",
    metadata: site("sz-nanshan-01"),
    spec: { controlPlaneEndpoint: { host: "10.44.12.10", port: 6443 }, cloudProviderEnabled: false },
  },
  {
    apiVersion: `${infra}/v1beta2`,
    kind: "Metal3MachineTemplate",
    metadata: site("workers-11bb"),
    spec: {
      template: {
        spec: {
          automatedCleaningMode: "metadata",
          dataTemplate: { name: "sz-nanshan-01-net-3c3c" },
          hostSelector: { matchLabels: { "flotilla.dev/site": "sz-nanshan-01" } },
          image: {
            url: "https://images.panji.example/ubuntu.qcow2",
            checksum: "https://images.panji.example/ubuntu.qcow2.sha256",
            checksumType: "sha256",
            diskFormat: "qcow2",
          },
        },
      },
    },
  },
  {
    apiVersion: `${infra}/v1beta2`,
    kind: "Metal3DataTemplate",
    metadata: site("sz-nanshan-01-net-3c3c"),
    spec: {
      clusterName: "sz-nanshan-01",
      metaData: { objectNames: [{ key: "name", object: "machine" }] },
      networkData: {
        links: { ethernets: [{ id: "eth0", type: "phy", macAddress: { fromHostInterface: "eth0" } }] },
        networks: { ipv4DHCP: [{ id: "net0", link: "eth0" }] },
      },
    },
  },
  {
    apiVersion: "metal3.io/v1alpha1",
    kind: "BareMetalHost",
    metadata: site("sz-nanshan-01-a"),
    spec: {
      online: true,
      bootMACAddress: "02:44:0c:00:00:01",
      bootMode: "UEFI",
      bmc: { address: "redfish://10.44.255.11/redfish/v1/Systems/1", credentialsName: "sz-nanshan-01-a-bmc" },
      rootDeviceHints: { deviceName: "/dev/disk/by-id/nvme-a" },
    },
  },
  {
    apiVersion: "ipam.metal3.io/v1alpha1",
    kind: "IPPool",
    metadata: site("nodes"),
    spec: { namePrefix: "nodes", pools: [{ start: "10.44.12.11", end: "10.44.12.20", prefix: 26 }], prefix: 26 },
  },
  {
    apiVersion: "operations.kubeedge.io/v1alpha2",
    kind: "NodeUpgradeJob",
    metadata: { name: "sz-kiosk-01-edgecore-v1-23-1" },
    spec: {
      version: "v1.23.1",
      image: "registry.panji.example:5000/kubeedge/installation-package",
      labelSelector: { matchLabels: { "flotilla.dev/site": "sz-kiosk-01" } },
      concurrency: 1,
      timeoutSeconds: 3600,
      checkItems: ["disk"],
      failureTolerate: "0",
    },
  },
  {
    apiVersion: "operations.kubeedge.io/v1alpha2",
    kind: "ImagePrePullJob",
    metadata: { name: "retail-kiosk-shenzhen-0a1b2c3d" },
    spec: {
      imagePrePullTemplate: {
        images: ["registry.panji.example/retail/kiosk:2.0.0"],
        nodeNames: ["sz-kiosk-01-a"],
        timeoutSeconds: 3600,
      },
    },
  },
  {
    apiVersion: "apps.kubeedge.io/v1alpha1",
    kind: "NodeGroup",
    metadata: { name: "sz-nanshan-02" },
    spec: { matchLabels: { "flotilla.dev/site": "sz-nanshan-02" } },
  },
  {
    apiVersion: "apps.kubeedge.io/v1alpha1",
    kind: "EdgeApplication",
    metadata: { name: "config", namespace: "retail" },
    spec: {
      workloadTemplate: {
        manifests: [
          { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "config", namespace: "retail" }, data: { A: "1" } },
        ],
      },
      workloadScope: { targetNodeGroups: [{ name: "sz-nanshan-02", overriders: { replicas: 2 } }] },
    },
  },
  {
    apiVersion: "operator.kairos.io/v1alpha1",
    kind: "NodeOpUpgrade",
    metadata: { name: "os-3-5-0-9f2c", namespace: "operator-system" },
    spec: {
      image: "registry.panji.example/kairos/ubuntu:v3.5.0",
      nodeSelector: { matchLabels: { "flotilla.dev/site": "sz-nanshan-01" } },
      concurrency: 1,
      stopOnFailure: true,
      uncordonOnFailure: true,
    },
  },
  {
    apiVersion: "operator.kairos.io/v1alpha1",
    kind: "NodeOp",
    metadata: { name: "trim-9f2c", namespace: "operator-system" },
    spec: { command: ["fstrim", "-a"], image: "registry.panji.example/busybox:1.37", concurrency: 1 },
  },
  {
    apiVersion: "helm.cattle.io/v1",
    kind: "HelmChart",
    metadata: { name: "cilium", namespace: "kube-system" },
    spec: { chart: "oci://registry.panji.example/charts/cilium", version: "1.18.2", bootstrap: true },
  },
  {
    apiVersion: "helm.cattle.io/v1",
    kind: "HelmChartConfig",
    metadata: { name: "traefik", namespace: "kube-system" },
    spec: { valuesContent: "ports: {}\n" },
  },
  ...["CoreProvider", "BootstrapProvider", "ControlPlaneProvider", "InfrastructureProvider", "IPAMProvider"].map(
    (kind): KubernetesObject => ({
      apiVersion: "operator.cluster.x-k8s.io/v1alpha2",
      kind,
      metadata: { name: "metal3", namespace: "metal3-system" },
      spec: {
        version: "v1.13.2",
        fetchConfig: { oci: "registry.panji.example/cluster-api/infrastructure-metal3:v1.13.2" },
        deployment: { containers: [{ name: "manager", args: { "--v": "2" } }] },
      },
    }),
  ),
];
