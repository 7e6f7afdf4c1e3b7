import { expect, test } from "vitest";
import { yamlText } from "../../../model/yaml-text.ts";
import { filesOf } from "../artifacts.ts";
import { examples, lowerExample } from "./lower-example.ts";

/** Lines that speak of a secret and hold none: where it lies, what it is called, whether it is used. */
const harmless = [
  /^token-file: \/etc\/flotilla\/k3s-token$/,
  /^lock_passwd: true$/,
  /^secrets-encryption: true$/,
  // Accounts are known by what the file of accounts says of them, and are made with no password at all.
  /"\$HOST_DIR\/etc\/passwd"(\)| &&)/,
  /^add\(\) \{ on_host useradd .*--password '\*' /,
  /^automountServiceAccountToken: false$/,
  /ALL=\(ALL\) NOPASSWD: ALL/,
  /^(- )?secretKey: (username|password)$/,
  /^property: (username|password)$/,
  /^secretStoreRef:$/,
  /^kind: (ClusterSecretStore|ExternalSecret)$/,
  // What the account of a vCenter lies in.
  /^kind: Secret$/,
  /^apiVersion: external-secrets\.io\/v1$/,
  // The certificate of the stream server, by the names of its parts in the store.
  /^(- )?secretKey: stream(CA)?\.(crt|key)$/,
  // The key of the servers by its name in the store, and the name of an etcd cluster, which is no secret.
  /^(- )?secretKey: id_ed25519$/,
  /^secret:$/,
  /^secretName: eggo-ssh$/,
  /^etcd-token: etcd-[a-z0-9-]+$/,
  // Of OpenYurt: what the script asks the hub for, and the placeholders that it fills.
  /^JOIN_TOKEN="\$\(kubeadm token create --ttl 1h --description flotilla\)"$/,
  /^(export JOIN_TOKEN JOIN_CA_HASH|envsubst '\$JOIN_TOKEN \$JOIN_CA_HASH' <"\$3" \| ssh .*|token: "\$\{JOIN_TOKEN\}")$/,
  /^# kubeadm reads it once envsubst has put in JOIN_TOKEN and JOIN_CA_HASH, /,
  /^bootstrapToken:$/,
  // Placeholders that whoever runs keadm fills in.
  /^# export KUBEEDGE_TOKEN="\$\(keadm gettoken\)"$/,
  /^# envsubst '\$KUBEEDGE_TOKEN' < /,
  /^token: "\$\{KUBEEDGE_TOKEN\}"$/,
  /^keadmCmd: "\{\{\.join\}\} --token=\{\{\.token\}\} /,
  // Of SuperEdge: parts of certificates and a token by their names in the store, where a pod finds its own token, the
  // rights of its controllers, and what the script asks the hub for.
  /^(- )?secretKey: (tls\.crt|tls\.key|ca\.crt|(cloud|egress)\.(crt|key)|token)$/,
  /^property: token$/,
  /^(- )?(secretName|name): (edge-health-admission|tunnel-(cloud|edge)(-token|-authority)?)$/,
  /^cert-manager\.io\/inject-ca-from-secret: edge-system\/edge-health-admission$/,
  /^tokenFile: \/var\/run\/secrets\/kubernetes\.io\/serviceaccount\/token$/,
  /^token( =|:) "(default:)?\{\{ \.token \}\}"$/,
  /^- (name: token|secrets)$/,
  /^mountPath: \/etc\/tunnel\/token$/,
  /^# In a clone of this repository, as somebody who may make join tokens on the hub: /,
  /^(TOKEN=\$\(kubeadm token create --ttl 1h\)|export TOKEN CA_HASH|envsubst '\$TOKEN \$CA_HASH' < .*)$/,
  /^(bootstrapToken:|token: "\$\{TOKEN\}")$/,
  /^# The join token is read from \S+, which registration writes\.$/,
];

test.each(examples.map((settings) => [settings.engine, settings] as const))(
  "%s writes no token, password or Secret",
  (_, provisioner) => {
    const artifacts = lowerExample(provisioner);
    const objects = artifacts.flatMap((each) => (each.kind === "objects" ? each.objects : []));
    expect(objects.map((object) => object.kind)).not.toContain("Secret");
    const lines = [...objects.map(yamlText), ...filesOf(artifacts).map(({ text }) => text)]
      .flatMap((text) => text.split("\n"))
      .map((line) => line.trim());
    expect(lines.length).toBeGreaterThan(10);
    const suspects = lines.filter((line) => /token|passw|secret/i.test(line));
    expect(suspects.filter((line) => !harmless.some((pattern) => pattern.test(line)))).toEqual([]);
  },
);
