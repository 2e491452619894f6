import type { Metadata } from "next";
import { pageScope } from "@/app/api/auth/current-scope";
import { CreatePage } from "@/components/form/create-page";
import { partnerCrumbs } from "../../crumbs";
import { NewPartnerForm } from "./new-partner-form";

export const metadata: Metadata = { title: "New partner" };

export default async function NewPartnerPage() {
  await pageScope("partners:write");
  return (
    <CreatePage title="New partner" crumbs={partnerCrumbs}>
      <NewPartnerForm />
    </CreatePage>
  );
}
