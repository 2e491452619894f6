import { Lock } from "lucide-react";
import { ProblemPage } from "./problem-page";

export function ForbiddenPage() {
  return (
    <ProblemPage icon={Lock} title="Your role does not include this page">
      You are signed in, but this page needs a permission that your role does not have. An administrator can
      give it to you.
    </ProblemPage>
  );
}
