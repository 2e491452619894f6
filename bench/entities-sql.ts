// Short file: two fills of a database need it.

/** Fills the table of entities for the lender, because the walk of the worker does not look for events with old IDs. */
export const entitiesSql = `
  INSERT INTO entities (tenant_id, entity_type, entity_id, folded_id, first_id, last_id, last_type)
  SELECT '00000000-0000-0000-0000-000000000000', entity_type, entity_id, lower(entity_id), (array_agg(id ORDER BY id))[1],
         (array_agg(id ORDER BY id DESC))[1], (array_agg(type ORDER BY id DESC))[1]
  FROM events GROUP BY entity_type, entity_id
  ON CONFLICT DO NOTHING`;
