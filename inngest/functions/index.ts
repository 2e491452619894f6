import { deliverDue } from "./deliver-due";
import { deliverRetry } from "./deliver-retry";
import { resend } from "./resend";
import { retention } from "./retention";
import { sweep } from "./sweep";
import { tellOfPause } from "./tell-of-pause";

/** Every function, the same for both engines. */
export const functions = [deliverDue, deliverRetry, resend, sweep, tellOfPause, retention];
