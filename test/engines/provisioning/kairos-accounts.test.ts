import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { carriedOut } from "./kairos-order.ts";
import { files, provisioner, site, stageFiles, unsupported } from "./kairos-site.ts";

const key = (person: string) => `ssh-ed25519 ${"A".repeat(68)} ${person}`;
const people = (...names: readonly string[]) => ({
  fleet: { users: names.map((name) => ({ name, sshKeys: [key(name)] })) },
});
const passwd = (...names: readonly string[]) => ({
  "/etc/passwd": names
    .map((name, index) => `${name}:x:${1001 + index}:900:flotilla:/home/${name}:/bin/bash\n`)
    .join(""),
});
const added = (name: string) =>
  `chroot HOST useradd --create-home --shell /bin/bash --gid admin --no-user-group --password * --comment flotilla ${name}`;
const reload = "chroot HOST systemctl try-reload-or-restart ssh.service sshd.service";

describe("people", () => {
  test("get an account without a password at the first boot, and sshd reads their keys from a file of their own", () => {
    const text = files(people("wei", "lan"))[0]?.text ?? "";
    const staged = stageFiles(text);
    expect(staged.get("/etc/ssh/flotilla-lan.keys")?.content).toBe(`${key("lan")}\n`);
    expect(staged.get("/etc/ssh/sshd_config.d/04-flotilla.conf")?.content).toBe(
      "Match User kairos,lan,wei\n  AuthorizedKeysFile /etc/ssh/flotilla-%u.keys\n",
    );
    const { stages } = parse(text) as { stages: { initramfs: { commands?: string[] }[] } };
    const command = stages.initramfs.flatMap(({ commands = [] }) => commands).find((each) => each.includes("useradd"));
    expect(command).toContain('people="lan wei"\n');
    expect(command).toContain("--password '*'");
  });

  test("who come later get their accounts at living servers", () => {
    const { calls, files: after } = carriedOut(people("lan", "wei"), carriedOut({}).files);
    expect(calls).toEqual([added("lan"), added("wei"), reload]);
    expect(after["/etc/ssh/flotilla-wei.keys"]).toBe(`${key("wei")}\n`);
  });

  test("who are there already are left alone", () => {
    const before = { ...carriedOut(people("lan")).files, ...passwd("lan") };
    expect(carriedOut(people("lan"), before).calls).toEqual([]);
  });

  // A removed user had to be taken off each server by hand, or kept his key until it was installed again.
  test("who leave the list leave all servers, with keys, sessions and home, and nobody else does", () => {
    const before = { ...carriedOut(people("lan", "wei")).files, ...passwd("root", "lan", "wei") };
    const own = before["/etc/passwd"].replace(":flotilla:/home/root", ":root:/root");
    const { calls, files: after } = carriedOut(people("lan"), { ...before, "/etc/passwd": own });
    expect(calls).toEqual(["chroot HOST pkill -KILL -u wei", "chroot HOST userdel --force --remove wei", reload]);
    expect(JSON.stringify({ ...after, "/etc/passwd": "" })).not.toContain("wei");
    expect(after["/etc/ssh/flotilla-lan.keys"]).toBe(`${key("lan")}\n`);
  });

  test("the last of whom leaves are gone as well", () => {
    const before = { ...carriedOut(people("wei")).files, ...passwd("wei") };
    expect(carriedOut({}, before).calls).toContain("chroot HOST userdel --force --remove wei");
    expect(Object.keys(carriedOut({}, before).files)).not.toContain("/etc/ssh/flotilla-wei.keys");
  });

  // Kairos forgets /etc/passwd and keeps /home: a new number would have opened the home of another person.
  test("keep the number of their home, and take theirs before a new one takes it", () => {
    const { calls } = carriedOut(people("ann", "lan"), { ...carriedOut({}).files, "/home/lan/.profile": "" });
    expect(calls[0]).toMatch(/--comment flotilla --uid \d+ lan$/);
    expect(calls[1]).toBe(added("ann"));
  });

  test.each(["kairos", "root"])("are not called %s, like an account of the image", (name) => {
    const [found] = unsupported(site(people(name)), provisioner);
    expect(found?.requested).toBe(`a user named ${name}, which is an account of the image itself`);
  });
});
