/** Types of parameters that several profiles share. */

import { z } from "zod";
import { isHost } from "../../model/special-addresses.ts";

/** A DNS name or an address. */
export const hostOrAddress = z
  .string()
  .max(253, "a host name or an address")
  .regex(/^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*)$/, "a host name or an address")
  .refine(isHost, "a host name, or an address of four numbers up to 255");

/** One line of an authorized_keys file without options (sshd(8)). */
export const sshPublicKey = z
  .string()
  .regex(
    /^(?:ssh-(?:ed25519|rsa)|ecdsa-sha2-nistp(?:256|384|521)|sk-(?:ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com) [A-Za-z0-9+/]+={0,2}(?: [ -~]+)?$/,
    "a public key in one line, like ssh-ed25519 AAAA... name",
  );

/** A duration as Prometheus and VictoriaLogs read it. */
export const historyDuration = z
  .string()
  .regex(/^[1-9]\d*[hdw]$/, "a duration in hours, days or weeks, like 12h, 15d or 4w");
