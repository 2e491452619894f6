// Short file: what closing and counting share.

/** Of a webhook's failed deliveries, only so many of the newest are searched for those of an incident. */
const maxSearched = 50_000;

/**
 * SQL that selects the IDs of the deliveries that keep the incident `i` open, the newest first: they failed for the reason of the incident,
 * during the incident, and were not resent successfully since. They are read along the index on a webhook's failed and discarded deliveries.
 */
export const failedInIncidentSql = `
  SELECT id FROM (
    SELECT id, state_reason, completed_at FROM deliveries
    WHERE webhook_id = i.webhook_id AND unsuccessful_state = 'failed' AND id >= i.first_delivery_id
    ORDER BY id DESC LIMIT ${maxSearched}
  ) d
  WHERE d.state_reason = i.error_code AND d.completed_at >= i.counts_from`;
