import type { ChangeRule } from "../rule.ts";
import { goneOfLivingSites } from "./retired-data.ts";

export const retiredVolumes: ChangeRule = {
  id: "FLT-GUARD-021",
  scope: "change",
  severity: "error",
  title: "A volume of an app is retired before its claim leaves Git",
  help: "Claims are protected from pruning, so one that only goes from Git stays in its cluster with its data, and nobody manages it: the disk is full some day, or another app of the name finds foreign data. Give the app, or the volume, `state: retired` and publish: its pods go, or no longer see the volume, and the protection goes. A later change removes the entry, and the data go with it. Where the app only leaves one site and its data shall stay there, exempt that site and remove the claim by hand.",
  bad: `# .flotilla/inventory.json of the tip
sites:
  sz-nanshan-01: { zone: shenzhen, state: active }
files:
  sites/shenzhen/sz-nanshan-01/80-apps-retail/deployment_retail_checkout.yaml:
    { id: d4e5f6, construct: panji/guangdong/shenzhen }
  sites/shenzhen/sz-nanshan-01/80-apps-retail/persistentvolumeclaim_retail_checkout-data.yaml:
    { id: persistentvolumeclaim_retail_checkout-data.yaml, construct: panji/guangdong/shenzhen, kept: true }
---
# persistentvolumeclaim_retail_checkout-data.yaml of the tip
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: checkout-data
  namespace: retail
  labels: { app.kubernetes.io/name: checkout }
  annotations:
    argocd.argoproj.io/sync-options: Prune=false,Delete=false
    kustomize.toolkit.fluxcd.io/prune: disabled
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01 }]
`,
  good: `# .flotilla/inventory.json of the tip
sites:
  sz-nanshan-01: { zone: shenzhen, state: active }
files:
  sites/shenzhen/sz-nanshan-01/80-apps-retail/persistentvolumeclaim_retail_checkout-data.yaml:
    { id: persistentvolumeclaim_retail_checkout-data.yaml, construct: panji/guangdong/shenzhen }
---
# persistentvolumeclaim_retail_checkout-data.yaml of the tip
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: checkout-data
  namespace: retail
  labels: { app.kubernetes.io/name: checkout, flotilla.dev/state: retired }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01 }]
`,
  check(change) {
    return goneOfLivingSites(change)
      .filter(({ fate, app }) => fate === "left behind" && app !== undefined)
      .map(({ name, construct, app }) => ({
        message: `${name} would go from Git and stay in its cluster with its data: nothing prunes what is protected`,
        subject: construct,
        hint: `put it back; set state: retired for app ${app} or for its volume, publish, and remove it with a later change`,
      }));
  },
};
