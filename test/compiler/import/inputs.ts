/** Inputs of our own in the shape of public files: one of each format, all of whose values have a field or a reason. */

export const siteConfigText = `---
apiVersion: ran.openshift.io/v1
kind: SiteConfig
metadata: { name: harbour, namespace: harbour }
spec:
  baseDomain: edge.panji.example
  pullSecretRef: { name: mirror-pull }
  clusterImageSetNameRef: openshift-9.9
  sshPublicKey: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEMockMockMockMockMockMockMockMockMockMock ops
  clusters:
    - clusterName: gd-harbour-01
      networkType: OVNKubernetes
      clusterLabels: { customer: harbour, common: true }
      clusterNetwork: [{ cidr: 10.244.0.0/16, hostPrefix: 23 }]
      machineNetwork: [{ cidr: 10.44.12.0/26 }]
      serviceNetwork: [10.96.0.0/16]
      apiVIP: 10.44.12.10
      ingressVIP: 10.44.12.9
      additionalNTPSources: [ntp.panji.example]
      cpuPartitioningMode: AllNodes
      proxy: { httpProxy: "http://ops:hunter2@proxy.panji.example:3128", noProxy: "localhost,.panji.example" }
      nodes:
        - hostName: gd-harbour-01-a.edge.panji.example
          role: master
          bmcAddress: idrac-virtualmedia+https://10.44.255.11/redfish/v1/Systems/System.Embedded.1
          bmcCredentialsName: { name: harbour-a-bmc }
          bootMACAddress: "02:44:0C:00:00:01"
          bootMode: UEFISecureBoot
          rootDeviceHints: { wwn: 0x5000C500A1B2C3D4, hctl: "0:1:0:0" }
          nodeLabels: { node-role.kubernetes.io/master: "", panji.example/rack: r7 }
          installerArgs: '["--append-karg", "isolcpus=2-15", "--save-partlabel", "data"]'
          ignitionConfigOverride: '{"passwd":{"users":[{"name":"core","passwordHash":"hunter2"}]}}'
          nodeNetwork:
            interfaces:
              - { name: eno1, macAddress: "02:44:0C:00:00:01" }
              - { name: eno2, macAddress: "02:44:0C:00:00:02" }
            config:
              interfaces:
                - name: bond0
                  type: bond
                  state: up
                  ipv4: { enabled: false }
                  link-aggregation: { mode: 802.3ad, options: { miimon: "100" }, port: [eno1, eno2] }
                - name: bond0.112
                  type: vlan
                  state: up
                  mtu: 1500
                  vlan: { base-iface: bond0, id: 112 }
                  ipv4: { enabled: true, dhcp: false, address: [{ ip: 10.44.12.11, prefix-length: 26 }] }
                  ipv6: { enabled: false }
                - { name: br-ex, type: ovs-bridge, state: up }
              dns-resolver: { config: { server: [10.44.0.2, 10.44.0.3], search: [edge.panji.example] } }
              routes:
                config:
                  - { destination: 0.0.0.0/0, next-hop-address: 10.44.12.1, next-hop-interface: bond0.112, table-id: 254 }
                  - { destination: 10.45.0.0/16, next-hop-address: 10.44.12.2, next-hop-interface: bond0.112, metric: 50 }
                  - { destination: 10.46.0.0/16, next-hop-address: 10.44.12.3, next-hop-interface: bond0.112, table-id: 100 }
`;

export const clusterInstanceText = `apiVersion: siteconfig.open-cluster-management.io/v1alpha1
kind: ClusterInstance
metadata: { name: gd-quay-01, namespace: gd-quay-01 }
spec:
  clusterName: gd-quay-01
  baseDomain: edge.panji.example
  clusterType: SNO
  cpuArchitecture: aarch64
  pullSecretRef: { name: mirror-pull }
  caBundleRef: { name: panji-root }
  extraLabels: { ManagedCluster: { customer: quay } }
  clusterNetwork: [{ cidr: fd00:244::/48, hostPrefix: 64 }]
  serviceNetwork: [{ cidr: fd00:96::/112 }]
  templateRefs: [{ name: ai-cluster-templates-v1, namespace: open-cluster-management }]
  nodes:
    - hostName: gd-quay-01-a
      bmcAddress: redfish-virtualmedia://[fd00:255::11]/redfish/v1/Systems/1
      bmcCredentialsName: { name: quay-a-bmc }
      bootMACAddress: 02:44:0d:00:00:01
      rootDeviceHints: { deviceName: /dev/disk/by-path/pci-0000:01:00.0-nvme-1, rotational: false }
      nodeNetwork:
        interfaces: [{ name: eno1, macAddress: 02:44:0d:00:00:01 }]
        config:
          interfaces:
            - name: eno1
              type: ethernet
              state: up
              ipv6: { enabled: true, address: [{ ip: "fd00:44:13::11", prefix-length: 64 }] }
          routes: { config: [{ destination: "::/0", next-hop-address: "fd00:44:13::1", next-hop-interface: eno1 }] }
`;

export const sylvaText = `cluster_virtual_ip: 10.44.14.10
cluster_domain: '{{ .Values.cluster.name }}.panji.example'
cluster:
  name: gd-pier-01
  capi_providers: { infra_provider: capm3, bootstrap_provider: cabpr }
  control_plane_replicas: 1
  cluster_pods_cidrs: [10.244.0.0/16]
  cluster_services_cidrs: [10.96.0.0/16]
  rke2:
    additionalUserData:
      config:
        users:
          - name: field-ops
            passwd: "$6$hunter2"
            ssh_authorized_keys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEMockMockMockMockMockMockMockMockMockMock ops]
  capm3:
    networks:
      primary: { subnet: 10.44.14.0/26, gateway: 10.44.14.1, start: 10.44.14.11, end: 10.44.14.12 }
      provisioning: { subnet: 10.54.14.0/26, start: 10.54.14.11, end: 10.54.14.12 }
    dns_servers: [10.44.0.2]
    default_network_settings: { bond_mode: active-backup, bondXmitHashPolicy: layer2 }
  control_plane:
    capm3:
      hostSelector: { matchLabels: { cluster-role: control-plane } }
      networks: { primary: { interface: bond0.114 }, provisioning: { interface: bond0 } }
    network_interfaces:
      bond0: { type: bond, interfaces: [nic1, nic2], vlans: [{ id: 114 }] }
      nic1: { type: phy }
      nic2: { type: phy }
  machine_deployment_default:
    capm3: { hostSelector: { matchLabels: { cluster-role: worker } }, networks: { primary: { interface: nic1 } } }
  machine_deployments:
    md0: { replicas: 1, network_interfaces: { nic1: { type: phy } } }
  baremetal_host_default:
    bmh_spec:
      online: true
      bmc: { disableCertificateVerification: true }
      bootMode: legacy
      rootDeviceHints: { deviceName: /dev/sda }
  baremetal_hosts:
    gd-pier-01-a:
      interface_mappings: { nic1: { mac_address: 02:44:0e:00:00:01 }, nic2: { mac_address: 02:44:0e:00:00:02 } }
      ip_preallocations: { primary: 10.44.14.11 }
      credentials: { username: pier-admin, password: hunter2 }
      bmh_metadata: { labels: { cluster-role: control-plane } }
      bmh_spec:
        description: rack 7
        bmc: { address: "redfish-virtualmedia://10.44.255.31/redfish/v1/Systems/1", credentialsName: pier-a }
        bootMACAddress: 02:44:0e:00:00:01
    gd-pier-01-b:
      interface_mappings: { nic1: { mac_address: 02:44:0e:00:00:03 } }
      bmh_metadata: { labels: { cluster-role: worker } }
      bmh_spec:
        bootMode: UEFI
        bmc: { address: 10.44.255.32, disableCertificateVerification: false }
        bootMACAddress: 02:44:0e:00:00:03
        rootDeviceHints: { serialNumber: S4EVNX0N, minSizeGigabytes: 200 }
units: { longhorn: { enabled: true } }
proxies: { http_proxy: "", https_proxy: "http://proxy.panji.example:3128", no_proxy: "10.0.0.0/8" }
ntp: { enabled: true, servers: [ntp.panji.example] }
`;

export const serverListText = `\uFEFFSite;Host Name;Serial No.;MAC;IP;Netmask;Gateway;DNS;Role;Arch;BMC;BMC Credentials;BMC Password;Disk;Rack\r
gd-mole-01;gd-mole-01-a;CZ21470ABC;02-44-0F-00-00-01;10.44.15.11;255.255.255.192;10.44.15.1;10.44.0.2|10.44.0.3;master;x86_64;redfish-virtualmedia://10.44.255.41/redfish/v1/Systems/1;mole-a;hunter2;/dev/sda;7\r
gd-mole-01;"gd-mole-01-b";0012345;0244.0f00.0002;10.44.15.12;255.255.255.192;10.44.15.1;10.44.0.2|10.44.0.3;worker;x86_64;10.44.255.42;;hunter2;/dev/sda;"7; lower ""half"""\r
#gd-mole-02;spare;;;;;;;;;;;;;\r
`;
