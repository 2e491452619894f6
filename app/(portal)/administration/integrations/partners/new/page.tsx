import type { Metadata } from "next";
import { pageScope } from "@/app/api/auth/current-scope";
import { PageHeader } from "@/components/shell/page-header";
import { crumbs } from "../crumbs";
import { NewPartnerForm } from "./new-partner-form";

export const metadata: Metadata = { title: "New partner" };

export default async function NewPartnerPage() {
  await pageScope("partners:write");
  return (
    <div className="max-w-3xl">
      <PageHeader title="New partner" crumbs={crumbs} />
      <NewPartnerForm />
    </div>
  );
}
