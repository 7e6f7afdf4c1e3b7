import { expect, test } from "vitest";
import { podOf } from "./pods.ts";
import { specimens } from "./specimens.ts";

const layers = specimens().flatMap((each) => each.layers.filter(({ name }) => name === "local-path"));

// By default they want `local-path-provisioner-service-account`, and on a real node no volume was ever made.
test("helper pods of the provisioner of local volumes run as an account that its layer makes", () => {
  expect(layers.length).toBeGreaterThan(0);
  for (const { objects } of layers) {
    const accounts = objects.filter(({ kind }) => kind === "ServiceAccount").map(({ metadata }) => metadata.name);
    const containers = objects.flatMap((object) => podOf(object)?.containers ?? []);
    const named = containers.flatMap((each) => (each as { readonly env?: readonly object[] }).env ?? []);
    expect(named).toContainEqual({ name: "SERVICE_ACCOUNT_NAME", value: accounts[0] });
  }
});
