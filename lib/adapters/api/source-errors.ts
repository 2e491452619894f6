import type { CreateSourceResult } from "../../sources/create-source";
import type { RotateSourceResult } from "../../sources/rotate-source";
import type { TakeMessageResult } from "../../sources/take-message";
import type { UpdateSourceResult } from "../../sources/update-source";
import { type ErrorsByCode, type RejectionCode, unknownPartner } from "./documented-errors";

/** The codes of the invalid settings that a use case can return. */
type InvalidCode<Result extends { ok: boolean }> = Extract<
  Result,
  { ok: false; invalid: { code: string }[] }
>["invalid"][number]["code"];

export const sourceSettingErrors: ErrorsByCode<InvalidCode<CreateSourceResult | UpdateSourceResult>> = {
  unknown_partner: unknownPartner,
  key_missing: { status: 400, when: "The verification needs a key, and the source has none." },
  key_unused: { status: 400, when: "The verification is `none`, so nothing would use the key." },
  key_invalid: { status: 400, when: "The verification cannot use this key." },
  expression_invalid: {
    status: 400,
    when: "A part of the mapping is neither a valid JSON pointer nor a valid Liquid template.",
  },
  key_unreadable: {
    status: 409,
    when: "The stored key cannot be decrypted, so it cannot be checked with the new verification or mapping.",
  },
};

const { key_unreadable: _keyUnreadable, ...newSourceErrors } = sourceSettingErrors;
export const createSourceErrors: ErrorsByCode<InvalidCode<CreateSourceResult>> = newSourceErrors;

const { unknown_partner: _sourcePartner, ...changedSourceErrors } = sourceSettingErrors;
export const updateSourceErrors: ErrorsByCode<InvalidCode<UpdateSourceResult>> = changedSourceErrors;

export const rotateSourceErrors: ErrorsByCode<RejectionCode<RotateSourceResult>> = {
  key_invalid: { status: 400, when: "The source's verification cannot use this key." },
  key_unreadable: {
    status: 409,
    when: "The current key cannot be decrypted, so it cannot stay valid alongside the new key. Rotate with an overlap of 0 hours.",
  },
};

export const takeMessageErrors: ErrorsByCode<RejectionCode<TakeMessageResult>> = {
  reason_required: { status: 400, when: "The message did not verify, and `reason` is missing." },
  not_takeable: { status: 409, when: "The message is neither unmapped nor unverified." },
  message_truncated: {
    status: 409,
    when: "The message did not verify, and only the first 16 KiB of it are kept.",
  },
};
