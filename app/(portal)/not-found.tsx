/** Inside the shell, so that the navigation stays. */
export { NotFoundPage as default } from "@/components/shell/problem-page";
