import { TimeFields } from "@/components/cursor-list/time-fields";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { auditActions } from "@/lib/audit/actions";
import { labelByTargetType } from "@/lib/audit/define-action";
import type { AuditQuery } from "./audit-query";

/** The filter fields of the audit trail. Their `key` props reset the fields when the URL changes. */
export function AuditFilterFields({ query, errors }: { query: AuditQuery; errors: AuditQuery }) {
  return (
    <>
      <Field label="Actor" error={errors.who} className="xl:w-44">
        <Input key={query.who} name="who" placeholder="E-mail or API key name" defaultValue={query.who} />
      </Field>
      <Field label="Action" error={errors.action} className="xl:w-48">
        <Select key={query.action} name="action" defaultValue={query.action ?? ""}>
          <option value="">Any</option>
          {Object.entries(auditActions).map(([action, { label }]) => (
            <option key={action} value={action}>
              {label}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Target" error={errors.targetType} className="xl:w-32">
        <Select key={query.targetType} name="targetType" defaultValue={query.targetType ?? ""}>
          <option value="">Any</option>
          {Object.entries(labelByTargetType).map(([type, label]) => (
            <option key={type} value={type}>
              {label}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Target ID" error={errors.targetId} className="xl:w-44">
        <Input
          key={query.targetId}
          name="targetId"
          defaultValue={query.targetId}
          className="font-mono text-xs"
        />
      </Field>
      <TimeFields query={query} errors={errors} />
    </>
  );
}
