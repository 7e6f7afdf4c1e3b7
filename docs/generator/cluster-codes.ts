/** What the codes of findings on clusters for a time mean and what to do about them. */

export const clusterCodes = {
  name: "cluster",
  about:
    "A cluster that a team asks for cannot have what its file says. Exit code 2. [guide-clusters.md](guide-clusters.md) has the whole way.",
  codes: {
    "cluster/team": {
      when: "the team is no tenant of the fleet, or its file lies in another team's folder",
      next: "correct the name, or move the file",
    },
    "cluster/region": { when: "the fleet has no such region", next: "correct the name" },
    "cluster/zone": { when: "the region has no such zone", next: "correct the name" },
    "cluster/size": {
      when: "`clusterSizes` has no such size, or the cluster has more or fewer servers than its size says",
      next: "take a size that there is; `flotilla allocate` adds servers, and takes none away",
    },
    "cluster/quota": {
      when: "the team has no quota, its quota is used up, or the lifetime is longer than it allows",
      next: "retire one of its clusters, or have the quota raised",
    },
    "cluster/not-allocated": {
      when: "the cluster has no servers yet, and there are enough",
      next: "run `flotilla allocate` with `--at` and today's date, and commit what it writes",
    },
    "cluster/no-servers": {
      when: "too few servers of the zone are free and fit; the message says how many there are, and who ends first",
      next: "wait, take a smaller size or another zone, or add servers to the pool",
    },
    "cluster/server-gone": {
      when: "a server of the cluster is not in the pool of its zone any more",
      next: "put it back, or give the cluster other servers with `--move`",
    },
    "cluster/clash": {
      when: "two clusters were given one server: mostly after a merge",
      next: "give one of them other servers with `--move`",
    },
  },
};
