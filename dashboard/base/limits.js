// Generated from the OpenAPI document by `npm run dashboard:build`. Do not edit.

/** The API's limits. Lengths are in Unicode code points. */
export const LIMITS = {
  name: 100,
  description: 500,
  scopes: 50,
  scopePattern: '^[a-z0-9][a-z0-9._:-]{0,63}$',
  reason: 500,
  graceSeconds: 2592000,
  retiringDays: 30,
  idsPerRevocation: 1000,
  sourceUrl: 2000,
  note: 400,
  search: 100,
  pageSize: 100,
}
