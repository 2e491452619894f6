import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { pageScope } from "@/app/api/auth/current-scope";
import { PrintNote } from "@/components/domain/print-note";
import { deliveryHref } from "@/components/history/history-href";
import { PrintButton } from "@/components/history/proof/print-button";
import { ProofAttempts } from "@/components/history/proof/proof-attempts";
import { ProofFacts } from "@/components/history/proof/proof-facts";
import { PageHeader } from "@/components/shell/page-header";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { showProof } from "@/lib/deliveries/proof/show-proof";
import { can } from "@/lib/scope/scope";

interface Props {
  params: Promise<{ traceId: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Proof of delivery …${(await params).traceId.slice(-6)}` };
}

/** The printable proof of one delivery: each attempt with its time, destination and response, and hashes of the bytes. */
export default async function ProofPage({ params }: Props) {
  const scope = await pageScope("deliveries:read");
  const proof = await showProof(scope, (await params).traceId);
  if (!proof) notFound();
  const crumbs = [
    { label: "Deliveries", href: "/deliveries" },
    { label: proof.eventTitle, href: deliveryHref(proof.traceId) },
  ];
  return (
    <>
      <PageHeader title="Proof of delivery" crumbs={crumbs}>
        <PrintButton />
      </PageHeader>
      <div className="grid grid-cols-1 gap-4 print:gap-2">
        <PrintNote />
        <Card>
          <CardContent>
            <ProofFacts proof={proof} />
          </CardContent>
        </Card>
        <Card>
          <CardHeader>
            <CardTitle>
              <h2>Attempts</h2>
            </CardTitle>
          </CardHeader>
          <CardContent>
            <ProofAttempts attempts={proof.attempts} />
          </CardContent>
        </Card>
        <p className="text-xs text-muted-foreground">
          Opened by {scope.actor.name}.
          {can(scope, "customer-data:read") &&
            " To check a hash, download the bytes from the delivery's page and run sha256sum."}
        </p>
      </div>
    </>
  );
}
