/** What the codes of node ports mean and what to do about them. */

export const portCodes = {
  name: "port",
  about:
    "Apps that leave their node ports open, and the lock that `flotilla allocate` keeps for them, do not agree. Exit code 2.",
  codes: {
    "port/not-allocated": {
      when: "a port of an app says `nodePort: auto`, and `sites/node-ports.lock.yaml` gives none yet",
      next: "run `flotilla allocate`, and commit what it writes with the app",
    },
    "port/no-room": {
      when: "all node ports from 31000 to 32399 are taken",
      next: "take `nodePort` from ports that nobody asks servers for",
    },
    "port/clash": {
      when: "two apps have one number: mostly after a merge, or an app states what another was given",
      next: "run `flotilla allocate --move TENANT/APP`, or with `--base REV`, which finds the one that is not published",
    },
    "port/gone": {
      when: "a number in the lock belongs to no port any more",
      next: "run `flotilla allocate`, which takes it out",
    },
  },
};
