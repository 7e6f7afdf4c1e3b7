/** Lines of the map for files of released profiles whose own comments tell of their parts and not of the whole. */
export const fileLines: Readonly<Record<string, string>> = {
  "profiles/layers/facts/centre.ts": "The facts of the centre.",
  "profiles/layers/image.ts": "Images and charts in the fleet's mirror.",
  "profiles/layers/network-policy.ts": "Default deny, and what single apps may do on the network.",
  "profiles/layers/observability.ts": "Namespace, ports, addresses and certificates of metrics and logs.",
  "profiles/layers/secrets.ts": "References to certificates in the secret store.",
  "profiles/layers/logs/receiver.ts": "Vector on a hub, which takes the logs of the sites.",
  "profiles/layers/logs/store.ts": "VictoriaLogs on a hub, which keeps the logs.",
  "profiles/parameters/fields.ts": "Types of parameters that several profiles share.",
};
