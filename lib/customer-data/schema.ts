// Short file: components can import nothing else of this folder.

/** What is shown in place of customer data to a scope without the permission customer-data:read. */
export const withheldLabel = "Withheld: needs View customer data";
