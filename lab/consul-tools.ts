/** Consul's agent, the last version under a free licence: later ones are BUSL-1.1. */

export const consulTools = {
  consul: {
    group: "consul",
    folder: "consul",
    module: "github.com/hashicorp/consul",
    version: "v1.14.11",
    package: "github.com/hashicorp/consul",
    license: "MPL-2.0",
    purpose: "Consul: the list in which pods of edge nodes are registered",
  },
} as const;
