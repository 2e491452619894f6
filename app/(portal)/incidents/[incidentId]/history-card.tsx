import { IncidentHistory } from "@/components/incidents/incident-history";
import { NoteForm } from "@/components/incidents/note-form";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { canEditIncidents } from "@/lib/incidents/access";
import type { IncidentEntry } from "@/lib/incidents/schema";
import type { Scope } from "@/lib/scope/scope";
import { addIncidentNoteAction } from "../actions";

/** What happened to an incident, and a form for a note. */
export function HistoryCard({
  scope,
  incident: { id, history },
}: {
  scope: Scope;
  incident: { id: string; history: readonly IncidentEntry[] };
}) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>
          <h2>History</h2>
        </CardTitle>
        <CardDescription>
          Notes are seen by the users of your own organization
          {scope.partnerId === null ? "" : " and by the lender"}.
        </CardDescription>
      </CardHeader>
      <CardContent className="grid gap-4">
        {canEditIncidents(scope) && (
          <NoteForm label="Note" submitLabel="Add note" submit={addIncidentNoteAction.bind(null, id)} />
        )}
        <IncidentHistory history={history} />
      </CardContent>
    </Card>
  );
}
