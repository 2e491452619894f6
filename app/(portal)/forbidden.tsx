/** Inside the shell, so that the navigation stays. */
export { ForbiddenPage as default } from "@/components/shell/problem-page";
