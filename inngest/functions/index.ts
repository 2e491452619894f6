// Short file: the list of all functions, which imports every one of them.
import { deliverDue } from "./deliver-due";
import { deliverRetry } from "./deliver-retry";
import { notifyOfPause } from "./notify-of-pause";
import { resend } from "./resend";
import { retention } from "./retention";
import { sweep } from "./sweep";

/** Every function, the same for both engines. */
export const functions = [deliverDue, deliverRetry, resend, sweep, notifyOfPause, retention];
