// The modules that generate.ts reads CRDs and API descriptions from. Nothing here is built: only the
// files of exactly these versions are read, and go.sum says what they must contain.
module flotilla.dev/lab/crds

go 1.24

require (
	github.com/argoproj/argo-cd/v3 v3.2.1
	github.com/external-secrets/external-secrets v0.20.4
	github.com/fluxcd/helm-controller v1.4.0
	github.com/fluxcd/kustomize-controller v1.9.5
	github.com/fluxcd/source-controller v1.8.0
	github.com/k3s-io/helm-controller v0.16.14
	github.com/karmada-io/karmada v1.16.0
	github.com/kubeedge/kubeedge v1.23.1
	github.com/metal3-io/baremetal-operator v0.13.0
	github.com/metal3-io/cluster-api-provider-metal3 v1.13.2
	github.com/metal3-io/ip-address-manager v1.13.2
	github.com/superedge/superedge v0.9.0
	github.com/openyurtio/openyurt v1.7.0
	k8s.io/api v0.35.0
	k8s.io/apimachinery v0.35.0
	k8s.io/kubernetes v1.35.0
	sigs.k8s.io/cluster-api v1.13.0
	sigs.k8s.io/cluster-api-ipam-provider-in-cluster v1.1.0
	sigs.k8s.io/cluster-api-operator v0.28.0
	sigs.k8s.io/cluster-api-provider-vsphere v1.16.1
	sigs.k8s.io/cluster-api/test v1.13.0
)
