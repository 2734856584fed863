/**
 * Fjord Weather: a deployment that has nothing in common with the published one. Its own name, prefix and plans, and
 * clients that know HTTP Basic only.
 */
export const FJORD = {
  API_INFO: new URL('../../deploy/example-api.json', import.meta.url).pathname,
  KEY_PREFIXES: 'fjord_',
  SCOPES: 'forecasts:read,observations:read',
}

/** Of the plan `coastal`, as `PUT /admin/v1/plans/coastal` takes it. */
export const COASTAL = {
  title: 'Coastal',
  minute_limit: 600,
  day_limit: 100_000,
  keys: 20,
  entitlements: { stations: 25, forecasts: ['hourly', 'daily'], archive: true },
}

/** The same without the archive, and for few stations. */
export const HARBOR = { ...COASTAL, title: 'Harbor', entitlements: { stations: 5, forecasts: ['daily'] } }

/** Words of the platform that keyward was written for, its plans and its prefix. */
export const PUBLISHED_WORDS =
  /taxii|stix|misp|openioc|\bcef\b|\bioc|siem|\bsoc\b|soc ?defenders|sigma|indicator|threat|lookback|\bformats\b|required-format|x-formats|stripe|sk_live/i

/** The lines of a text that have one of these words. */
export const publishedLines = (text: string) => text.split('\n').filter(line => PUBLISHED_WORDS.test(line))

/** The header of a client that presents a key as the password. */
export const asPassword = (key: string, user = '') => ({
  authorization: `Basic ${Buffer.from(`${user}:${key}`).toString('base64')}`,
})
