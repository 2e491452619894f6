import { AssignIncident } from "@/components/incidents/assign-incident";
import { describeIncident } from "@/components/incidents/describe-incident";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { canEditIncidents } from "@/lib/incidents/access";
import { listAssignees, listContacts } from "@/lib/incidents/people";
import type { IncidentView } from "@/lib/incidents/schema";
import type { Scope } from "@/lib/scope/scope";
import { assignIncidentAction } from "../actions";

/** Who takes care of an incident, and whom to ask about its webhook. */
export async function ContactsCard({ scope, incident }: { scope: Scope; incident: IncidentView }) {
  const canEdit = canEditIncidents(scope);
  const [contacts, assignees] = await Promise.all([
    listContacts(scope, incident),
    canEdit ? listAssignees(scope, incident) : [],
  ]);
  const { id, owner, assigneeId } = incident;
  const current = assignees.find((user) => user.id === assigneeId)?.id ?? "";
  const subject = encodeURIComponent(`Hookledger incident: ${describeIncident(incident)}`);
  return (
    <Card>
      <CardHeader>
        <CardTitle>
          <h2>People</h2>
        </CardTitle>
      </CardHeader>
      <CardContent className="grid gap-4">
        <div className="grid gap-1">
          <p>
            {owner === null
              ? `The webhook has no owner. ${contacts.length > 0 ? "These users can change it:" : "No user can change it."}`
              : "The owner of the webhook, who is also notified by e-mail:"}
          </p>
          <ul className="grid gap-1">
            {contacts.map(({ name, email }) => (
              <li key={email}>
                {name !== null && `${name}, `}
                <a
                  href={`mailto:${email}?subject=${subject}`}
                  className="inline-flex min-h-6 items-center text-primary underline underline-offset-4 wrap-anywhere hover:text-primary-hover touch:min-h-11"
                >
                  {email}
                </a>
              </li>
            ))}
          </ul>
        </div>
        <p>{incident.assignee === null ? "Nobody is assigned." : `Assigned to ${incident.assignee}.`}</p>
        {canEdit && (
          <AssignIncident
            key={current}
            assignees={assignees}
            current={current}
            self={scope.actor.id}
            assign={assignIncidentAction.bind(null, id)}
          />
        )}
      </CardContent>
    </Card>
  );
}
