// The texts are here because several cards with figures show them.

/** How the lists of deliveries differ from the figures that link to them. */
export const simulatedNote = "Simulated deliveries are not counted, but the lists show them.";

/** The figures by outcome have no state for deliveries that are being sent; the lists do. */
export const pendingNote =
  "Pending includes deliveries that are being sent; the lists show those as Sending.";
