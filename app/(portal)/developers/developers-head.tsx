import { PageHeader } from "@/components/shell/page-header";
import { PageTabs } from "@/components/shell/page-tabs";
import { Button } from "@/components/ui/button";

const tabs = [
  { label: "API reference", path: "/developers" },
  { label: "Verify signatures", path: "/developers/verify" },
] as const;

/** What each page for developers begins with. */
export function DevelopersHead({ current }: { current: (typeof tabs)[number]["path"] }) {
  return (
    <>
      <PageHeader
        title="Developers"
        description="Every call of this installation, and how a receiver verifies what it gets."
      >
        <Button asChild variant="outline">
          <a href="/api/v1/openapi.json">OpenAPI document</a>
        </Button>
      </PageHeader>
      <PageTabs
        label="Pages for developers"
        tabs={tabs.map(({ label, path }) => ({ label, href: path, current: path === current }))}
      />
    </>
  );
}
