/** What editors show for the fields of systems; those of their apps are said in the words of an app. */

import { appDescriptions } from "./app-descriptions.ts";

export const systemDescriptions: Readonly<Record<string, string>> = {
  ...appDescriptions,
  name: "Name of the system, unique for its tenant.",
  tenant: "Who owns it; its namespace is the tenant's first.",
  state: "retired: its pods go and its claims stay; the next change may remove it, and with it all of its data.",
  version: "Which of versions zones have, here or everywhere.",
  versions: "By version the image of each app that states none itself.",
  rings: "By ring of a zone the version that it has.",
  config: "Environment variables of all apps; what an app says itself counts before it.",
  secrets: "Environment variables of all apps from a secret store or from Secrets.",
  volumes: "Files and empty folders that each app sees; a claim belongs to one app.",
  apps: "The apps that belong together.",
  "apps.name": "Name of the app in its system; its objects are called <system>-<app>.",
  "apps.after": "Apps of the system that are ready before it is started or changed.",
  "apps.image": "Image with an exact tag and its digest; absent: the version that a zone has says it.",
  regions: "What differs in a region, by its name.",
  zones: "What differs in a zone, by its name; it counts before what its region says.",
  "regions.apps": "What differs there for one app, by its name in the system.",
  "zones.apps": "What differs there for one app, by its name in the system.",
};
