"use client";

import { useState } from "react";
import { RadioOption } from "@/components/domain/radio-option";
import { CreateForm } from "@/components/form/create-form";
import { useSubmit } from "@/components/form/use-submit";
import { PartnerField } from "@/components/partners/partner-field";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { PartnerSelection } from "../../partners/partner-selection";
import { searchPartnersAction } from "../../partners/search-action";
import { createSourceAction } from "../actions";
import { KeyField } from "../form/key-field";
import type { EventTypeName } from "../form/mapping-fields";
import { MoreSettings } from "../form/more-settings";
import { OpenSourceWarning } from "../form/open-source-warning";
import { rejectRepeatedName } from "../form/reject-repeated-name";
import {
  buildNewSourceValues,
  buildNewVerification,
  isOpenToAnyone,
  type SourceValues,
  toCreateSourceInput,
} from "../form/source-values";
import type { SystemChoice } from "../form/system-choice";
import { sourcesPath } from "../source-href";
import type { CreatedSourceProps } from "./created-source";

/** The form of a new source. The chosen system sets what the other settings start with. */
export function NewSourceForm({
  systems,
  eventTypes,
  partners,
  selectedPartnerId,
  onCreated,
}: {
  systems: SystemChoice[];
  eventTypes: EventTypeName[];
  onCreated: (created: CreatedSourceProps) => void;
} & PartnerSelection) {
  const [system, setSystem] = useState(systems[0] as SystemChoice);
  const [values, setValues] = useState(() => buildNewSourceValues(system));
  const [key, setKey] = useState("");
  const [partnerId, setPartnerId] = useState(selectedPartnerId);
  const change = (changed: Partial<SourceValues>) => setValues((current) => ({ ...current, ...changed }));
  const chooseSystem = (chosen: SystemChoice) => {
    setSystem(chosen);
    // What the user entered stays, except how messages are verified: each system has its own way.
    change(buildNewVerification(chosen));
  };
  const state = useSubmit(
    async () =>
      rejectRepeatedName(values) ??
      createSourceAction({ ...toCreateSourceInput(system.id, key, values), partnerId: partnerId || null }),
    ({ id, url, verification }) => onCreated({ id, url, system, verification, key }),
  );
  const { errors } = state;
  return (
    <CreateForm state={state} title="Details" submitLabel="Create source" cancelHref={sourcesPath}>
      <Field label="Name" hint="Shown with its events." error={errors.name} className="max-w-md">
        <Input
          value={values.name}
          autoComplete="off"
          onChange={(event) => change({ name: event.target.value })}
        />
      </Field>
      <fieldset className="grid gap-0.5">
        <legend className="mb-1 text-sm font-medium">System</legend>
        {systems.map((choice) => (
          <RadioOption
            key={choice.id}
            name="system"
            value={choice.id}
            label={choice.title}
            hint={choice.description}
            checked={choice.id === system.id}
            onChange={() => chooseSystem(choice)}
          />
        ))}
        <FieldError>{errors.system}</FieldError>
      </fieldset>
      <KeyField system={system.id} value={key} error={errors.key} onChange={setKey} />
      <PartnerField
        partners={partners}
        find={searchPartnersAction}
        value={partnerId}
        hint="A partner's source makes only events of that partner. The partner cannot be changed later."
        error={errors.partnerId}
        onChange={setPartnerId}
      />
      <MoreSettings
        // Another system has other settings that the user has to see.
        key={system.id}
        values={values}
        errors={errors}
        change={change}
        system={system}
        eventTypes={eventTypes}
      />
      <div aria-live="polite" className="empty:hidden">
        {isOpenToAnyone(values, system, key !== "") && <OpenSourceWarning />}
      </div>
    </CreateForm>
  );
}
