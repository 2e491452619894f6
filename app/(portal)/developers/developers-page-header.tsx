import { PageHeader } from "@/components/shell/page-header";
import { PageTabs } from "@/components/shell/page-tabs";
import { Button } from "@/components/ui/button";

const tabs = [
  { label: "API reference", path: "/developers" },
  { label: "Verify signatures", path: "/developers/verify" },
] as const;

/** The header of the developer pages. */
export function DevelopersPageHeader({ current }: { current: (typeof tabs)[number]["path"] }) {
  return (
    <>
      <PageHeader
        title="Developers"
        description="This installation's API, and code that verifies webhook signatures."
      >
        <Button asChild variant="outline">
          <a href="/api/v1/openapi.json">OpenAPI document</a>
        </Button>
      </PageHeader>
      <PageTabs
        label="Developer pages"
        tabs={tabs.map(({ label, path }) => ({ label, href: path, current: path === current }))}
      />
    </>
  );
}
