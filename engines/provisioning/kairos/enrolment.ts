/** How a Kairos server enrols: from a medium that is the same for all, and as the installed system goes on. */

import type { Host } from "../../../constructs/host.ts";
import type { Enrolment, EnrolmentService, HostSecret } from "../../enrolment.ts";
import { ACCOUNT } from "./accounts.ts";
import { ENROLL_FOLDER, enrollScript } from "./enroll-script.ts";
import { keepScript } from "./keep-script.ts";
import { pullSecrets } from "./pull-secrets.ts";
import { PULL_SECRETS_FOLDER, TOKEN_FILE, TOKEN_FOLDER } from "./registration.ts";
import { filesStep, type StageFile } from "./stage-file.ts";

const UNITS = "/etc/systemd/system";

export const enrolment: Enrolment = {
  file: "cloud-config.yaml",
  secrets,
  registration,
  medium,
};

function secrets({ site }: Host): readonly HostSecret[] {
  const names = new Map(pullSecrets(site).map(({ name, host }) => [name, host]));
  return [
    { entry: `sites/${site.name}`, property: "k3sToken", file: TOKEN_FILE },
    ...[...names].map(([name, host]) => ({
      entry: `registries/${name}`,
      property: ".dockerconfigjson",
      file: `${PULL_SECRETS_FOLDER}/${name}`,
      content: (value: string) => loginOf(value, host),
    })),
  ];
}

/** `<user>:<password>` out of what Docker keeps for a registry; undefined where it has none. */
function loginOf(dockerConfig: string, host: string): string | undefined {
  try {
    const { auths } = JSON.parse(dockerConfig) as { auths?: Record<string, { auth?: string } | undefined> };
    const auth = auths?.[host]?.auth ?? auths?.[`https://${host}`]?.auth;
    return auth === undefined ? undefined : Buffer.from(auth, "base64").toString();
  } catch {
    return undefined;
  }
}

/** It lies beside the file of the installation, which holds no secret, and is fetched anew every day. */
function registration(service: EnrolmentService, contents: ReadonlyMap<string, string>): string {
  const files: readonly StageFile[] = [
    ...[...contents].map(([path, content]) => ({ path, content, isPrivate: true as const })),
    { path: `${TOKEN_FOLDER}/enrolment.sh`, content: keepScript(service.url) },
    {
      path: `${UNITS}/flotilla-enrolment.service`,
      content: `[Unit]
Description=Keeps the certificate and the secrets of this server
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
ExecStart=/bin/sh ${TOKEN_FOLDER}/enrolment.sh
`,
    },
    {
      path: `${UNITS}/flotilla-enrolment.timer`,
      content: `[Timer]
OnBootSec=2min
OnUnitActiveSec=1d
RandomizedDelaySec=1h

[Install]
WantedBy=timers.target
`,
    },
  ];
  const enabled = { systemctl: { enable: ["flotilla-enrolment.timer"] } };
  return `#cloud-config\nstages:\n  initramfs:\n${filesStep("Enrolment", files, enabled)}`;
}

/** Nothing in it is of one server. Its step counts on a live medium alone. */
function medium({ url, authority }: EnrolmentService, made: number, token?: string): string {
  const files: readonly StageFile[] = [
    { path: `${ENROLL_FOLDER}/authority.crt`, content: authority },
    ...(token === undefined
      ? []
      : [{ path: `${ENROLL_FOLDER}/token`, content: `${token}\n`, isPrivate: true as const }]),
    { path: `${ENROLL_FOLDER}/enroll.sh`, content: enrollScript(url, made) },
    {
      path: `${UNITS}/flotilla-enroll.service`,
      content: `[Unit]
Description=Enrols this server and installs it
Wants=network-online.target
After=network-online.target

[Service]
ExecStart=/bin/sh ${ENROLL_FOLDER}/enroll.sh
Restart=on-failure
RestartSec=60
StandardInput=tty-force
StandardOutput=tty
StandardError=tty
TTYPath=/dev/tty2
ExecStartPre=-/usr/bin/chvt 2

[Install]
WantedBy=multi-user.target
`,
    },
  ];
  const step = filesStep("Enrolment", files, {
    if: "[ -f /run/cos/live_mode ]",
    systemctl: { enable: ["flotilla-enroll.service"] },
  });
  // Nobody logs in at a medium either: by default its account has a known password.
  return `#cloud-config
strict: true
users:
- name: ${ACCOUNT}
  groups:
  - admin
  lock_passwd: true
stages:
  initramfs:
${step}`;
}
