/** Types of parameters that several profiles share. */

import { z } from "zod";

export const hostOrAddress = z.string().min(1, "a host name or an address");

/** A duration as Prometheus and VictoriaLogs read it. */
export const historyDuration = z
  .string()
  .regex(/^[1-9]\d*[hdw]$/, "a duration in hours, days or weeks, like 12h, 15d or 4w");
