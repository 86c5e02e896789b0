/** Every error code that the API can answer, with its HTTP status. Codes are stable; messages are for people. */
export const errorStatuses = {
  invalid_json: 400,
  invalid_request: 400,
  invalid_signature: 401,
  unauthorized: 401,
  token_expired: 401,
  origin_not_allowed: 403,
  not_found: 404,
  conversation_not_found: 404,
  workspace_not_found: 404,
  method_not_allowed: 405,
  handoff_disabled: 409,
  manual_handoff_disabled: 409,
  handoff_ended: 409,
  contact_form_disabled: 409,
  stale_answer: 409,
  client_id_reused: 409,
  settings_changed: 409,
  trial_clock_disabled: 409,
  nothing_to_send: 409,
  body_too_large: 413,
  unsupported_media_type: 415,
  too_many_requests: 429,
  internal: 500,
  unavailable: 503,
} as const;
export type ErrorCode = keyof typeof errorStatuses;

/** The one shape of an error answer. */
export type ErrorBody = {
  error: {
    code: ErrorCode;
    message: string;
    /** For invalid_request: which field and why. */
    fields?: { path: string; message: string }[];
    requestId: string;
  };
};
