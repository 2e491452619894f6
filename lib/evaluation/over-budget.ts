/**
 * Thrown if evaluating a request takes longer than its deadline allows, or if too much work of its tenant is waiting. Nothing was written;
 * the same request may succeed later, or if it is split.
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
