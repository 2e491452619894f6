import type { Metadata } from "next";
import { pageScope } from "@/app/api/auth/current-scope";
import { CreatePage } from "@/components/form/create-page";
import { crumbs } from "../labels";
import { NewEventTypeForm } from "./new-event-type-form";

export const metadata: Metadata = { title: "New event type" };

export default async function NewEventTypePage() {
  await pageScope("event-types:write");
  return (
    <CreatePage
      title="New event type"
      description="Once it is here, events of it can be sent and webhooks can choose it."
      crumbs={crumbs}
    >
      <NewEventTypeForm />
    </CreatePage>
  );
}
