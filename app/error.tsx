"use client";

import { ErrorPage } from "@/components/shell/error-page";

export default function ErrorBoundary({
  error,
  retry,
}: {
  error: Error & { digest?: string };
  retry: () => void;
}) {
  return <ErrorPage error={error} retry={retry} />;
}
