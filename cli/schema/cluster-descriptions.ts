/** What editors show for the fields of clusters that teams have for a time. */

export const clusterDescriptions: Readonly<Record<string, string>> = {
  name: "Name of the cluster, unique among all sites of the fleet.",
  team: "Tenant that has it; the name of the folder.",
  region: "Region that it runs in.",
  zone: "Zone whose pool its servers come from.",
  size: "One of clusterSizes of sites/fleet.yaml.",
  profile: "The full stack of the cluster, pinned: name@version.",
  lifetime: "How many days it lives from the day on that it gets its servers: 14d.",
  state:
    "shipped: it founds its cluster, needed for several control planes of K3s. held: nothing moves. retired: it ends.",
  labels: "Labels that apps select by, besides team.",
  parameters: "Values of the profile's parameters, by name.",
};
