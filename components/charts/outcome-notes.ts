// Short file: several cards with figures show these notes.

/** Shown with figures that link to lists of deliveries, because the lists also contain simulated deliveries. */
export const simulatedNote = "Simulated deliveries are not counted, but the lists show them.";

/** Shown with figures by outcome, which have no separate number for deliveries that are being sent. */
export const pendingNote =
  "Pending includes deliveries that are being sent; the lists show those as Sending.";
