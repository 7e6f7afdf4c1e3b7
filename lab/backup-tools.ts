/** The programs with which a hub is backed up and restored, as rows of the table of programs. */

const snapshots = {
  group: "backup",
  folder: "etcd-snapshots",
  version: "v3.6.5",
  license: "Apache-2.0",
} as const;

/** Made and measured like all others. */
export const backupTools = {
  etcdctl: {
    ...snapshots,
    module: "go.etcd.io/etcd/etcdctl/v3",
    package: "go.etcd.io/etcd/etcdctl/v3",
    purpose: "takes snapshots of etcd",
    measured: { seconds: 4, megabytes: 18 },
  },
  etcdutl: {
    ...snapshots,
    module: "go.etcd.io/etcd/etcdutl/v3",
    package: "go.etcd.io/etcd/etcdutl/v3",
    purpose: "makes the data of an etcd from a snapshot",
    measured: { seconds: 3, megabytes: 18 },
  },
  restic: {
    group: "backup",
    folder: "restic",
    module: "github.com/restic/restic",
    version: "v0.18.1",
    package: "github.com/restic/restic/cmd/restic",
    license: "BSD-2-Clause",
    purpose: "keeps snapshots, encrypted, in a bucket",
    measured: { seconds: 126, megabytes: 43 },
  },
  kubectl: {
    group: "backup",
    folder: "kubectl",
    module: "k8s.io/kubectl",
    version: "v0.35.0",
    package: ".",
    license: "Apache-2.0",
    purpose: "runs the commands of guides",
    measured: { seconds: 68, megabytes: 59 },
  },
  gofakes3: {
    group: "backup",
    folder: "gofakes3",
    module: "github.com/johannesboyne/gofakes3",
    version: "v1.2.0",
    package: "github.com/johannesboyne/gofakes3/cmd/gofakes3",
    license: "MIT",
    purpose: "an S3 service in memory",
    measured: { seconds: 6, megabytes: 8 },
  },
} as const;
