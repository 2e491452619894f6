"use client";

// Short file: the shell is rendered on the server.

import { useEffect } from "react";
import { openClickedRow } from "./row-shortcuts";

/** Lets a click anywhere in a row that can be opened open it. Rendered once, in the shell. */
export function RowClicks() {
  useEffect(() => {
    document.addEventListener("click", openClickedRow);
    return () => document.removeEventListener("click", openClickedRow);
  }, []);
  return null;
}
