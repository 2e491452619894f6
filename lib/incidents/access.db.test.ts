import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, makeWebhook, scope } from "@/testing/ledger";
import { makePartnerScope } from "@/testing/partners";
import { listAudit } from "../audit/list-audit";
import { prisma } from "../db";
import { newId } from "../ids";
import { expandPermissions } from "../scope/permissions";
import { Forbidden, makeScope, type Scope } from "../scope/scope";
import { ensureRoles } from "../users/ensure-roles";
import { addIncidentNote, assignIncident, closeIncident } from "./change-incident";
import { findIncidentWithHistory } from "./history";
import { listAssignees, listContacts } from "./people";
import { findIncident, listIncidents, summarizeIncidents } from "./queries";

useDatabase();
const [ada, pia] = [newId(), newId()];
let partner: Scope & { partnerId: string };
let [ofPartner, ofLender] = ["", ""];

const scopeWith = (partnerId: string | null, ...granted: string[]) =>
  makeScope({
    actor: { kind: "user", id: newId(), name: "sam@bank.example" },
    partnerId,
    permissions: expandPermissions(granted),
  });

async function makeIncident(settings: object): Promise<string> {
  const { id: webhookId } = await makeWebhook({ url: "http://127.0.0.1:9/", ...settings });
  const id = newId();
  await prisma().incident.create({ data: { id, webhookId, errorCode: "timeout" } });
  return id;
}

beforeAll(async () => {
  await fillCatalogue();
  await ensureRoles();
  partner = await makePartnerScope("Alphabrook");
  const user = { passwordHash: "-", roleId: "administrator" };
  await prisma().user.createMany({
    data: [
      { ...user, id: ada, email: "ada@bank.example", name: "Ada" },
      { ...user, id: pia, email: "pia@alphabrook.example", name: "Pia", partnerId: partner.partnerId },
    ],
  });
  ofPartner = await makeIncident({ partnerId: partner.partnerId, name: "Of the partner" });
  ofLender = await makeIncident({ name: "Of the lender", owner: "owner@bank.example" });
});

test("a partner sees and counts only the incidents of its own webhooks", async () => {
  expect((await listIncidents(partner, { limit: 50 })).items.map(({ id }) => id)).toEqual([ofPartner]);
  expect((await summarizeIncidents(partner))?.open).toBe(1);
  expect(await findIncident(partner, ofLender)).toBeNull();
  expect(await addIncidentNote(partner, ofLender, "x")).toEqual({ ok: false, rejected: "not_found" });
  expect((await summarizeIncidents(scope))?.open).toBe(2);
});

test("users who can see deliveries see incidents; only users who can act on the cause can change them", async () => {
  const viewer = scopeWith(null, "View Webhook History");
  expect(await findIncident(viewer, ofLender)).not.toBeNull();
  await expect(closeIncident(viewer, ofLender, "x")).rejects.toThrow(Forbidden);
  await expect(listIncidents(scopeWith(null, "Manage Users"), { limit: 1 })).rejects.toThrow(Forbidden);
  const servicing = scopeWith(null, "View Webhook History", "Resend Webhooks");
  expect(await addIncidentNote(servicing, ofLender, "Seen")).toEqual({ ok: true });
});

test("the contact is the owner or, without one, the users of the same tenant who can change the webhook", async () => {
  const contactsOf = async (as: Scope, id: string) => {
    const incident = await findIncident(as, id);
    return incident && (await listContacts(as, incident));
  };
  expect(await contactsOf(scopeWith(null, "View Webhook History"), ofLender)).toEqual([
    { name: null, email: "owner@bank.example" },
  ]);
  expect(await contactsOf(partner, ofPartner)).toEqual([{ name: "Pia", email: "pia@alphabrook.example" }]);
});

test("a partner sees neither notes nor names of the lender's users, and can assign only its own users", async () => {
  const assigneesOf = async (id: string) => {
    const incident = await findIncident(scope, id);
    return incident && (await listAssignees(scope, incident)).map(({ name }) => name);
  };
  const seenByPartner = await findIncident(partner, ofPartner);
  expect(seenByPartner && (await listAssignees(partner, seenByPartner))).toEqual([{ id: pia, name: "Pia" }]);
  expect(await assigneesOf(ofPartner)).toEqual(["Ada", "Pia"]);
  expect(await assigneesOf(ofLender)).toEqual(["Ada"]);
  expect(await assignIncident(partner, ofPartner, ada)).toMatchObject({
    ok: false,
    rejected: "unknown_user",
  });
  await addIncidentNote(scope, ofPartner, "Of the lender");
  await addIncidentNote(partner, ofPartner, "Of the partner");
  expect(await assignIncident(scope, ofPartner, ada)).toEqual({ ok: true });
  const seen = await findIncidentWithHistory(partner, ofPartner);
  expect(seen).toMatchObject({ assignee: "The lender", assigneeId: null });
  expect(seen?.history.map(({ text }) => text)).toEqual(["Of the partner"]);
  expect(await findIncident(scope, ofPartner)).toMatchObject({ assignee: "Ada", assigneeId: ada });
  await closeIncident(scopeWith(null, "Resend Webhooks", "View Webhook History"), ofPartner, "Known to us");
  expect((await findIncidentWithHistory(partner, ofPartner))?.history.at(-1)).toMatchObject({
    ...{ kind: "closed", actor: "The lender", text: null },
  });
  expect((await findIncidentWithHistory(scope, ofPartner))?.history.at(-1)?.text).toBe("Known to us");
  const auditor = makeScope({ ...partner, permissions: expandPermissions(["Manage Users"]) });
  const { items } = await listAudit(auditor, { limit: 50 });
  expect(JSON.stringify(items)).not.toMatch(/Known to us|Ada/);
});
