import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";
import { controlClass } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import type { ConditionLanguage } from "@/lib/webhooks/conditions/condition";
import { highlightCondition, type TokenKind } from "./highlight-condition";

const classByKind: Record<TokenKind, string | undefined> = {
  string: "text-success",
  number: "text-warning",
  keyword: "text-accent-foreground",
  function: "text-primary",
  comment: "text-muted-foreground",
  plain: undefined,
};

/** The classes that determine where lines break; both texts must have them. */
const layoutClass = "col-start-1 row-start-1 whitespace-pre-wrap wrap-break-word";

/**
 * A text area for a condition, as tall as its text, with highlighting: the highlighted text is behind the text area, whose own text is
 * transparent. The caret and the selection are those of the text area.
 */
export function ConditionEditor({
  language,
  value,
  ...props
}: Omit<ComponentProps<"textarea">, "value"> & { language: ConditionLanguage; value: string }) {
  return (
    <div className="grid">
      <pre
        aria-hidden
        className={cn(controlClass, layoutClass, "border-transparent py-1.5 font-mono text-[0.8125rem]")}
      >
        {highlightCondition(value, language).map(({ start, text, kind }) => (
          <span key={start} className={classByKind[kind]}>
            {text}
          </span>
        ))}
        {/* Without this character, an empty last line would have no height. */}
        {"\u200b"}
      </pre>
      <Textarea
        {...props}
        rows={1}
        value={value}
        className={cn(
          layoutClass,
          // The fill is transparent, not the color, because the caret has the same color as the text.
          "h-full resize-none overflow-hidden bg-transparent [-webkit-text-fill-color:transparent] selection:bg-primary/25",
        )}
      />
    </div>
  );
}
