/**
 * A request needs more evaluation than its deadline allows, or its tenant has too much in progress. Nothing was written; the same
 * request may succeed later, or in parts.
 */
export class OverBudget extends Error {
  readonly retryAfterSeconds = 10;

  constructor() {
    super(
      "The conditions, templates and schemas take too long to evaluate in one request. No event was accepted. Send fewer events per request, or simplify the conditions and templates.",
    );
    this.name = "OverBudget";
  }
}
