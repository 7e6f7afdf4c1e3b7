/** Accounts of the people who may log in at a host. */

import type { UserSpec } from "../../../model/trust-file.ts";
import type { StageFile } from "./stage-file.ts";

/** The account of the image itself, which the parameter sshKeys opens. */
export const ACCOUNT = "kairos";

/** Accounts that are the image's own, which nobody may take for a person. */
export const TAKEN_ACCOUNTS: readonly string[] = [ACCOUNT, "root"];

/** The group whose members may become root without a password (kairos-init pkg/bundled/cloudconfigs/10_accounting.yaml). */
const GROUP = "admin";

/** What /etc/passwd says of the accounts that are made here. */
const COMMENT = "flotilla";

/** Where sshd looks for the keys of an account; `%u` is its name. */
export const KEYS_FILES = "/etc/ssh/flotilla-%u.keys";

export function keysFile(account: string, keys: readonly string[]): StageFile {
  return { path: KEYS_FILES.replace("%u", account), content: keys.map((key) => `${key}\n`).join("") };
}

/**
 * Shell lines that give everybody of the list an account with a home and without a password, and take away every other
 * account that was made here, with its home and its sessions. `HOST_DIR` is the root of the host and `on_host` runs a
 * program there. Kairos forgets /etc/passwd at a reboot and keeps /home, so an account gets the number of its home again;
 * those that have one come first, lest a new one take it.
 */
export function accountLines(users: readonly UserSpec[]): string {
  return `people="${users.map(({ name }) => name).join(" ")}"
for name in $(sed -n 's/^\\([^:]*\\):[^:]*:[0-9]*:[0-9]*:${COMMENT}:.*/\\1/p' "$HOST_DIR/etc/passwd"); do
  case " $people " in *" $name "*) continue ;; esac
  on_host pkill -KILL -u "$name" || true
  on_host userdel --force --remove "$name"
done
add() { on_host useradd --create-home --shell /bin/bash --gid ${GROUP} --no-user-group --password '*' --comment ${COMMENT} "$@"; }
for known in yes no; do
  for name in $people; do
    grep -q "^$name:" "$HOST_DIR/etc/passwd" && continue
    if [ -d "$HOST_DIR/home/$name" ]; then
      add --uid "$(stat -c %u "$HOST_DIR/home/$name")" "$name"
    elif [ "$known" = no ]; then
      add "$name"
    fi
  done
done
`;
}
