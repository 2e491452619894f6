/** The 403 page inside the shell, so that the navigation remains visible. */
export { ForbiddenPage as default } from "@/components/shell/problem-page";
