/**
 * The work that a request asks for does not fit into its deadline, or its tenant has too much of it under way. Nothing was
 * written; the same request may pass later, or in parts.
 */
export class OverBudget extends Error {
  readonly retryAfterSeconds = 10;

  constructor() {
    super(
      "The conditions, templates and schemas that apply take longer than one request may. Nothing was accepted. Send fewer events at once, or make the conditions and templates simpler.",
    );
    this.name = "OverBudget";
  }
}
