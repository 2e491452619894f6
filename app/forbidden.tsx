import type { Metadata } from "next";
import { ForbiddenPage } from "@/components/shell/problem-page";

export const metadata: Metadata = { title: "Forbidden" };

export default function Forbidden() {
  return (
    <main>
      <ForbiddenPage />
    </main>
  );
}
