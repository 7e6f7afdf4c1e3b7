/** Programs of SuperEdge that the lab runs. */

export const superEdgeTools = {
  "application-grid-controller": {
    group: "superedge",
    folder: "superedge",
    module: "github.com/superedge/superedge",
    version: "v0.9.0",
    package: "github.com/superedge/superedge/cmd/application-grid-controller",
    license: "Apache-2.0",
    purpose: "SuperEdge: makes a Deployment, a StatefulSet and a Service a zone out of grids",
  },
} as const;
