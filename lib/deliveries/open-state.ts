// The row of a delivery in open_deliveries (`o`) shows whether the delivery is pending, being sent or held. No index contains this state,
// because every outcome would have to change that index.

/** Whether the delivery is still pending or held; a discarded delivery keeps its open row until its attempt in progress ends. */
export const stillOpenSql = "o.due_at IS DISTINCT FROM 'infinity'";

/** "held" or "pending", for a row that is still open. */
export const openStateSql = "CASE WHEN o.due_at IS NULL THEN 'held' ELSE 'pending' END";

/** Leaves out simulated deliveries. They are few and have a small index of their own; the other deliveries are not read. */
export const notSimulatedOpenSql =
  "NOT EXISTS (SELECT 1 FROM deliveries s WHERE s.simulated AND s.id = o.delivery_id)";

/** For each state of an open delivery: the condition that the delivery is in this state. */
export const isInOpenStateSql = {
  held: "o.due_at IS NULL",
  pending: "o.due_at < 'infinity' AND (o.lease_until > now()) IS NOT TRUE",
  delivering: "o.due_at < 'infinity' AND o.lease_until > now()",
};
