/** What the codes of address diagnostics mean and what to do about them. */

export const addressCodes = {
  name: "address",
  about:
    "Sites that take their network from the region's plan, and the lock that `flotilla allocate` keeps for them, do not agree. Exit code 2.",
  codes: {
    "address/not-allocated": {
      when: "a site or a host leaves an address to the plan, and `addresses.lock.yaml` gives none yet",
      next: "run `flotilla allocate`, and commit what it writes with the site",
    },
    "address/no-plan": {
      when: "a site says `network: auto`, and its region has no `network.plan`",
      next: "add the plan to `region.yaml`, or state the network at the site",
    },
    "address/no-room": {
      when: "all networks or VLANs of the plan are taken, or a site's network has no address left for a host",
      next: "widen the plan: what is given already stays as it is",
    },
    "address/clash": {
      when: "two sites were given one network, range or VLAN, or two hosts of a site one address: mostly after a merge",
      next: "run `flotilla allocate`, which moves a planned one by itself; of two that are written `--move` says which, or `--base REV` finds the one that is not published",
    },
    "address/gone": {
      when: "a line or a part of one in the lock belongs to nothing any more",
      next: "run `flotilla allocate`, which takes it out",
    },
    "address/outside-plan": {
      when: "a line has what the plan would not give: the plan is another one now, or somebody edited the line",
      next: "restore the plan or the line; or `flotilla allocate --move SITE`, which renumbers the site",
    },
  },
};
