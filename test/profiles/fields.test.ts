import { describe, expect, test } from "vitest";
import { hostOrAddress, sshPublicKey } from "../../profiles/parameters/fields.ts";

describe("a host name or an address", () => {
  test.each(["10.44.0.1", "ntp.panji.example", "pool-1", "2001:db8::53", "::1"])("may be %s", (text) => {
    expect(hostOrAddress.safeParse(text).success).toBe(true);
  });

  test.each(["", "a b", "a\nb", "ntp.example\n", "-a", "a;b", "http://a", "%%1%%", "a".repeat(254)])(
    "is never %j",
    (text) => {
      expect(hostOrAddress.safeParse(text).success).toBe(false);
    },
  );
});

describe("a public key", () => {
  test.each([
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5",
    "ssh-rsa AAAAB3NzaC1yc2E= ops@panji, second",
    "sk-ssh-ed25519@openssh.com AAAA token",
  ])("may be %s", (text) => {
    expect(sshPublicKey.safeParse(text).success).toBe(true);
  });

  test.each([
    "",
    "AAAA",
    "ssh-ed25519",
    "ssh-ed25519 AAAA\nssh-ed25519 BBBB",
    "ssh-ed25519 AAAA x\n",
    'command="sh" ssh-ed25519 AAAA',
    "-----BEGIN OPENSSH PRIVATE KEY-----",
    "https://github.com/a.keys",
  ])("is never %j", (text) => {
    expect(sshPublicKey.safeParse(text).success).toBe(false);
  });
});
