/** The 404 page inside the shell, so that the navigation remains visible. */
export { NotFoundPage as default } from "@/components/shell/problem-page";
