// Short file: the condition that closing and counting share.

/**
 * SQL: whether the delivery `d` keeps the incident `i` open: it failed for the reason of the incident, during the incident, and was not
 * resent successfully since. The bound on the ID is for the index on failed deliveries.
 */
export const failedInIncidentSql = `
  d.unsuccessful_state = 'failed' AND d.id >= i.first_delivery_id AND d.webhook_id = i.webhook_id AND d.state_reason = i.error_code
  AND d.completed_at >= i.counts_from`;
