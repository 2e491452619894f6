import { z } from "zod";

/** A user can have this many saved views. */
export const maxSavedViews = 50;

export const savedViewSchema = z.object({
  name: z.string().trim().min(1, "Enter a name.").max(60, "Enter a name of at most 60 characters."),
  /** The query string of a history. */
  query: z.string().max(2_000),
});
export type SavedViewInput = z.input<typeof savedViewSchema>;

/** The filters of a history that a user has saved under a name. */
export interface SavedView {
  id: string;
  name: string;
  /** The query string, without "?". */
  query: string;
}
