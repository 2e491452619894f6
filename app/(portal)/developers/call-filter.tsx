import { Search } from "lucide-react";
import Form from "next/form";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";

/** Filters the API calls; the filter is in the URL. */
export function CallFilter({ text, found, all }: { text: string; found: number; all: number }) {
  return (
    <div className="mb-4 grid gap-2">
      <Form action="/developers" role="search" className="flex max-w-md gap-1.5">
        <Input
          key={text}
          name="q"
          type="search"
          aria-label="Filter calls"
          placeholder="Filter by path, summary or scope"
          defaultValue={text}
        />
        <Button type="submit" variant="outline">
          <Search aria-hidden />
          Filter
        </Button>
      </Form>
      <p className="text-muted-foreground" aria-live="polite">
        {text === "" ? `${all} calls.` : `${found} of ${all} calls.`}{" "}
        {text !== "" && (
          <Link href="/developers" className="text-primary underline underline-offset-4">
            Show all
          </Link>
        )}
      </p>
    </div>
  );
}
