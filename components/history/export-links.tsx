import { Download } from "lucide-react";
import { Button } from "@/components/ui/button";
import type { HistoryQuery } from "./filters/history-query";
import { exportHref } from "./history-href";

const formats = ["csv", "ndjson"] as const;

/** Links that download all deliveries that match the filters of a history, not only those on the current page. */
export function ExportLinks({ query }: { query: HistoryQuery }) {
  return (
    <div className="flex flex-wrap justify-end gap-2 print:hidden">
      {formats.map((format) => (
        <Button key={format} asChild variant="outline" size="sm">
          <a href={exportHref(query, format)} download>
            <Download aria-hidden />
            Export {format.toUpperCase()}
          </a>
        </Button>
      ))}
    </div>
  );
}
