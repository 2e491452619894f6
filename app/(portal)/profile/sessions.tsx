"use client";

import { ScrollArea } from "@/components/domain/scroll-area";
import { Time } from "@/components/domain/time";
import { useAction } from "@/components/form/use-action";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import {
  Table,
  TableBody,
  TableCaption,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import { endOwnSessionAction } from "./actions";

interface OwnSession {
  id: string;
  current: boolean;
  device: string;
  userAgent: string | null;
  ip: string | null;
  signedInAt: string;
  lastSeenAt: string;
}

/** The sessions of the user; all but the current one can be ended. */
export function Sessions({ sessions }: { sessions: OwnSession[] }) {
  const [ending, run] = useAction();
  return (
    <Card>
      <CardHeader>
        <CardTitle>
          <h2>Sessions</h2>
        </CardTitle>
        <CardDescription>
          Where you are signed in. A session ends after 30 minutes of inactivity, and no later than 8 hours
          after sign-in.
        </CardDescription>
      </CardHeader>
      <ScrollArea label="Your sessions" className="rounded-[inherit]">
        <Table cards>
          <TableCaption>Your sessions</TableCaption>
          <TableHeader>
            <TableRow>
              <TableHead>Device</TableHead>
              <TableHead>Last seen</TableHead>
              <TableHead>Signed in</TableHead>
              <TableHead>
                <span className="sr-only">End session</span>
              </TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {sessions.map(({ id, current, device, userAgent, ip, signedInAt, lastSeenAt }) => (
              <TableRow key={id}>
                <TableHead scope="row">
                  <span title={userAgent ?? undefined}>{device}</span>{" "}
                  <span className="block font-mono text-xs text-muted-foreground">
                    {ip ?? "Unknown address"}
                  </span>
                </TableHead>
                <TableCell>
                  <Time iso={lastSeenAt} />
                </TableCell>
                <TableCell inside="Signed in">
                  <Time iso={signedInAt} />
                </TableCell>
                <TableCell inside="" className="text-right max-sm:ml-auto">
                  {current ? (
                    <Badge variant="info">Current</Badge>
                  ) : (
                    <Button
                      variant="outline"
                      size="sm"
                      aria-disabled={ending}
                      onClick={() => run(() => endOwnSessionAction(id), "Session ended.")}
                    >
                      End
                      <span className="sr-only"> the session of {device}</span>
                    </Button>
                  )}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </ScrollArea>
    </Card>
  );
}
