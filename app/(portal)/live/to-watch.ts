import type { z } from "zod";
import type { watchSchema } from "@/components/live/schema";
import { parseId } from "@/lib/ids";
import type { Watch } from "@/lib/live/follow-watches";
import type { Scope } from "@/lib/scope/scope";
import { watchKinds } from "./watch-kinds";

/** The most rows of a list that a page can show. */
const maxShown = 500;

/**
 * The watch that a page describes. If its name is unknown, there is nothing that can be seen.
 * @param getScope returns the current scope of the session; null if it has ended
 */
export function toWatch(
  { name, ...position }: z.output<typeof watchSchema>,
  getScope: () => Scope | null,
): Watch {
  const [kindName = "", query] = name.split(/\?(.*)/s);
  const kind = Object.hasOwn(watchKinds, kindName) ? watchKinds[kindName] : undefined;
  const { shown: shownText = "", ...params } = Object.fromEntries(new URLSearchParams(query));
  const shown = shownText
    .split(",")
    .flatMap((id) => parseId(id) ?? [])
    .slice(0, maxShown);
  return {
    ...position,
    topics: kind?.topics ?? [],
    // All users of a tenant with the same permissions see the same.
    getKey: () => {
      const scope = getScope();
      return [scope?.partnerId, ...[...(scope?.permissions ?? [])].sort(), name].join(" ");
    },
    read: async () => {
      const scope = getScope();
      return scope && kind ? kind.read(scope, params, shown) : null;
    },
  };
}
