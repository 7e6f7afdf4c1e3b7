// Command pulumi-resource-kubernetes is the Kubernetes provider plugin of Pulumi.
//
// The upstream main package embeds a schema that is generated and not part of the module, so it cannot be built from
// the module alone. The plugin needs the schema only for GetSchema and for the import of existing objects; creating,
// comparing, updating and deleting do without.
package main

import "github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/provider"

// version is set by the linker to the version of the @pulumi/kubernetes package that the programs use.
var version string

func main() {
	provider.Serve("kubernetes", version, []byte("{}"), []byte("{}"))
}
