import { Webhook } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";

const steps = [
  [
    "Create a webhook",
    "Say where events are sent. Its first test needs no event: “Send test” is in the form.",
  ],
  [
    "Let the loan system send events",
    "It posts them to /api/v1/events with an API key, or a person simulates one.",
  ],
  [
    "See them arrive",
    "Every attempt is in the history of its loan, with request, response and a way to resend.",
  ],
];

/** For a system without any webhook: where to begin. */
export function FirstSteps({ mayCreate }: { mayCreate: boolean }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>
          <h2>First steps</h2>
        </CardTitle>
      </CardHeader>
      <CardContent className="grid gap-4">
        <ol className="grid gap-4 sm:grid-cols-3">
          {steps.map(([title, text], index) => (
            <li key={title} className="grid content-start gap-1">
              <p className="font-medium">
                {index + 1}. {title}
              </p>
              <p className="text-muted-foreground">{text}</p>
            </li>
          ))}
        </ol>
        {mayCreate && (
          <Button asChild className="w-fit">
            <Link href="/administration/integrations/webhooks/new">
              <Webhook aria-hidden />
              Create the first webhook
            </Link>
          </Button>
        )}
      </CardContent>
    </Card>
  );
}
