import { describe, expect, test } from "vitest";
import { validateObject } from "../../compiler/validate-object.ts";
import { layerCategories } from "../../constructs/profile.ts";
import { identity, type KubernetesObject } from "../../model/manifest.ts";
import { hasPrivilege, type Privilege } from "../../model/privilege.ts";
import type { ProfileImage } from "../../model/provisioner.ts";
import { catalogue } from "../../profiles/catalogue.ts";
import { containersOf, podOf, stringsOf } from "./pods.ts";
import { registry, type Specimen, specimens } from "./specimens.ts";

const clusterWide = new Set([
  "Namespace",
  "ClusterRole",
  "ClusterRoleBinding",
  "StorageClass",
  "IngressClass",
  "ValidatingAdmissionPolicy",
  "ValidatingAdmissionPolicyBinding",
]);

function objectsOf({ layers }: Specimen): readonly KubernetesObject[] {
  return layers.flatMap((layer) => layer.objects);
}

function profileOf({ reference }: Specimen) {
  const { sites, hubs, centres } = catalogue;
  const profile = sites.get(reference) ?? hubs.get(reference) ?? centres.get(reference);
  if (!profile) throw new Error(`no profile ${reference}`);
  return profile;
}

/** Everything below a value that has the form of an image. */
function imagesOf(value: unknown): readonly ProfileImage[] {
  if (typeof value !== "object" || value === null) return [];
  if ("architectures" in value && "tag" in value) return [value as ProfileImage];
  return Object.values(value).flatMap(imagesOf);
}

describe.each(specimens())("profile $name", (specimen) => {
  const objects = objectsOf(specimen);
  const releases = specimen.layers.flatMap((layer) => layer.releases);

  test("has layers in the order of the stack", () => {
    const ranks = specimen.layers.map(({ category }) => layerCategories.indexOf(category));
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
  });

  test("makes objects that fit the schemas of their kinds", () => {
    expect(
      objects.flatMap((object) => validateObject(object).map((violation) => [identity(object), violation])),
    ).toEqual([]);
  });

  test("names each object once, and puts it into a namespace unless its kind has none", () => {
    const identities = objects.map(identity);
    expect(new Set(identities).size).toBe(identities.length);
    for (const { kind, metadata } of objects) {
      expect(metadata.name, kind).toMatch(/^[a-z0-9][a-z0-9.-]*$/);
      expect(metadata.namespace === undefined, `${kind} ${metadata.name}`).toBe(clusterWide.has(kind));
    }
  });

  test("makes every namespace that its objects and charts go to", () => {
    const made = objects.filter(({ kind }) => kind === "Namespace").map(({ metadata }) => metadata.name);
    const used = [...objects.map(({ metadata }) => metadata.namespace), ...releases.map((each) => each.namespace)];
    expect(new Set(used.filter((name) => name !== undefined && name !== "kube-system"))).toEqual(new Set(made));
  });

  test("names nothing after the place of a construct in the program", () => {
    expect(stringsOf(objects).filter((text) => text.includes("cdk8s.io"))).toEqual([]);
    expect(JSON.stringify(objects)).not.toContain("metadata.addr");
  });

  test("holds no Secret", () => {
    expect(objects.filter(({ kind }) => kind === "Secret")).toEqual([]);
  });

  test("takes every image from the mirror, and declares it with its tag", () => {
    const declared = new Set(profileOf(specimen).images.map(({ name, tag }) => `${registry}/${name}:${tag}`));
    const run = objects.flatMap((object) => containersOf(object).map((container) => container.image));
    const mentioned = stringsOf([...objects, ...releases]).flatMap(
      (text) => text.match(/registry\.panji\.example\/[\w./-]+:[\w.-]+/g) ?? [],
    );
    for (const image of [...run, ...mentioned.filter((each) => !each.includes("/cluster-api/"))]) {
      expect(declared, image).toContain(image);
    }
  });

  test("declares what its provisioner runs", () => {
    const { provisioner, images } = profileOf(specimen);
    expect(images).toEqual(expect.arrayContaining([...imagesOf(provisioner)]));
  });

  test("takes from the mirror every repository that a chart's values name", () => {
    const repositories = new Set(profileOf(specimen).images.map(({ name }) => `${registry}/${name}`));
    const named = stringsOf(releases.map(({ values }) => values)).filter((text) => /^registry\S+\/[^:]+$/.test(text));
    for (const repository of named) {
      expect(
        [...repositories].some((each) => each === repository || each === `${repository}-generic`),
        repository,
      ).toBe(true);
    }
  });

  test("pins every image and chart to one exact version", () => {
    for (const { name, tag } of profileOf(specimen).images) expect(tag, name).toMatch(/\d+\.\d+/);
    for (const { name, source } of releases) {
      expect(source, name).toMatchObject({ kind: "oci", url: expect.stringContaining(`oci://${registry}/charts/`) });
      expect(source.kind === "oci" && source.version, name).toMatch(/^v?\d+\.\d+\.\d+$/);
    }
  });

  test("gives every container requests, a limit of memory and a pull policy for days without uplink", () => {
    for (const object of objects) {
      for (const { name, resources, imagePullPolicy } of containersOf(object)) {
        expect(resources, name).toMatchObject({
          requests: { cpu: expect.any(String), memory: expect.any(String) },
          limits: { memory: expect.any(String) },
        });
        expect(imagePullPolicy, name).toBe("IfNotPresent");
      }
    }
  });

  test("drops every capability and leaves the host alone outside the privileged layers", () => {
    for (const { name, privileged, objects: own } of specimen.layers) {
      for (const object of own) {
        const pod = podOf(object);
        if (!pod) continue;
        if (object.metadata.name === "kube-vip-services") {
          // It answers for an address, which takes the host's network and these two.
          expect(["hostNamespaces", "capabilities"].every((each) => hasPrivilege(privileged, each as Privilege))).toBe(
            true,
          );
          expect(pod.containers[0]?.securityContext).toMatchObject({
            allowPrivilegeEscalation: false,
            capabilities: { add: ["NET_ADMIN", "NET_RAW"], drop: ["ALL"] },
          });
          continue;
        }
        // The back-up of a hub asks etcd, which answers on its server's loopback.
        const isBackup = name === "backup" && privileged;
        expect(isBackup ? undefined : pod.hostNetwork, name).toBeUndefined();
        expect(pod.hostPID ?? pod.hostIPC, name).toBeUndefined();
        expect(pod.securityContext, name).toMatchObject({ seccompProfile: { type: "RuntimeDefault" } });
        for (const { securityContext } of pod.containers) {
          expect(securityContext, name).toEqual({
            allowPrivilegeEscalation: false,
            capabilities: { drop: ["ALL"] },
            readOnlyRootFilesystem: true,
          });
        }
        if (privileged) continue;
        expect(pod.securityContext, name).toMatchObject({ runAsNonRoot: true });
        expect(pod.volumes?.filter((volume) => "hostPath" in volume) ?? [], name).toEqual([]);
      }
    }
  });

  test("closes every tenant namespace and gives nobody cluster-admin", () => {
    const tenantNamespaces = objects.filter(
      ({ kind, metadata }) => kind === "Namespace" && metadata.labels?.["flotilla.dev/tenant"],
    );
    for (const { metadata } of tenantNamespaces) {
      expect(metadata.labels?.["pod-security.kubernetes.io/enforce"]).toBe("restricted");
      expect(objects).toContainEqual(
        expect.objectContaining({
          kind: "NetworkPolicy",
          metadata: { name: "default-deny", namespace: metadata.name },
          spec: { podSelector: {}, policyTypes: ["Egress", "Ingress"] },
        }),
      );
    }
    expect(stringsOf(objects)).not.toContain("cluster-admin");
  });

  test("keeps nothing alive that would stop the drain of a site's only server", () => {
    expect(objects.filter(({ kind }) => kind === "PodDisruptionBudget")).toEqual([]);
  });

  test("renders to the same bytes every time", () => {
    const again = specimens().find(({ name }) => name === specimen.name);
    expect(JSON.stringify(again?.layers)).toBe(JSON.stringify(specimen.layers));
  });
});
