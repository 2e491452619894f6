import { SearchX } from "lucide-react";
import { ProblemPage } from "./problem-page";

/** For what does not exist, and for what is not yours: the two must not be told apart. */
export function NotFoundPage() {
  return (
    <ProblemPage icon={SearchX} title="There is nothing at this address">
      It may have been removed, or the address has a slip in it.
    </ProblemPage>
  );
}
