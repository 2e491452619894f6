// Short file: the descriptions of several calls share these sentences.
import { withheldLabel } from "../../customer-data/schema";

/** For calls that return texts with customer data beside other values. */
export const withheldNote = `Without the scope \`customer-data:read\`, each text that can have customer data is "${withheldLabel}".`;

/** For calls that return whole bodies. */
export const wholeBodyNote = "This call also requires the scope `customer-data:read`.";
