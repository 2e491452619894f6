import type { Metadata } from "next";
import { pageScope } from "@/app/api/auth/current-scope";
import { CreatePage } from "@/components/form/create-page";
import { catalogueCrumbs } from "../labels";
import { NewEventTypeForm } from "./new-event-type-form";

export const metadata: Metadata = { title: "New event type" };

export default async function NewEventTypePage() {
  await pageScope("event-types:write");
  return (
    <CreatePage
      title="New event type"
      description="Events of custom types can be sent through the API, and webhooks can select custom types as event triggers."
      crumbs={catalogueCrumbs}
    >
      <NewEventTypeForm />
    </CreatePage>
  );
}
