-- The permission "View customer data" (decision 46). Whoever could see bodies before keeps it: roles that can view the history or, among
-- the sources that "Manage API Access" includes, messages; and API keys with the scopes for these two.
UPDATE "roles" SET "permissions" = array_append("permissions", 'View customer data')
WHERE "permissions" && ARRAY['View Webhook History', 'Manage API Access'] AND NOT 'View customer data' = ANY ("permissions");

UPDATE "api_keys" SET "scopes" = array_append("scopes", 'customer-data:read')
WHERE "scopes" && ARRAY['deliveries:read', 'sources:read', 'all'] AND NOT 'customer-data:read' = ANY ("scopes");
