/** That the first steps were put away, kept in this browser; it says nothing about the person. */
export const firstStepsCookie = "hookledger-first-steps";
export const dismissedValue = "away";
