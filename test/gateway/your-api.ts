/** The beginning and the end of the part that a deployment edits. */
const MARKS = /(# ---- (?:Your API|The end of your API).*)/

/** A gateway's file, divided at the part "Your API". @throws if it is not there exactly once */
export function divided(text: string) {
  const [before, begin, own, end, after, ...more] = text.split(MARKS)
  if (before === undefined || own === undefined || after === undefined || more.length > 0)
    throw new Error('the file needs one part "Your API"')
  return { before: `${before}${begin}`, own, after: `${end}${after}` }
}

/** Words that only the part "Your API" has. */
export const PUBLISHED_API = /iocs|taxii|stix|lookback_days>=|export|127\.0\.0\.1:9000/i

/** What an operator types in the part "Your API" of any of the files to protect Fjord Weather's API. */
const EDITS: [from: RegExp, to: string][] = [
  [/iocs\|stats\|export\|articles\|lookup\|rules/g, 'forecasts|observations'],
  // Clients know HTTP Basic only, so every path invites them to use it.
  [/\^401 \/api\/taxii2\//, '^401 /weather/'],
  [/import protect bearer/g, 'import protect basic'],
  [/\/api\//g, '/weather/'],
  [/\bv1\//g, 'v2/'],
  [/export:read/g, 'observations:read'],
  [/export/g, 'observations'],
  [/history/g, 'archive'],
  [/lookback_days>=30/g, 'archive=true'],
  [/taxii2?/gi, 'stations'],
]

/** The same for a requirement that each file writes in its own way: `stations>=25` instead of the format `stix`. */
const FORMAT_EDITS: [from: RegExp, to: string][] = [
  [/X-Required-Format stix/, 'X-Required-Entitlement "stations>=25"'],
  [/(X-Required-Format: )stix(.*?X-Required-Entitlement: )""/, '$1""$2"stations>=25"'],
  [/x-required-format, value: stix/, 'x-required-entitlement, value: "stations>=25"'],
  [/ +"~\^\/weather\/stations\/" stix;\n/, ''],
  [/(\$required_entitlement \{\n)/, '$1        "~^/weather/stations/" "stations>=25";\n'],
  [/require-stix/g, 'require-stations'],
]

/** The file of a gateway in front of Fjord Weather's API instead of the published one; only its own part is edited. */
export function forFjordWeather(text: string) {
  const { before, own, after } = divided(text)
  const edited = [...EDITS, ...FORMAT_EDITS].reduce((part, [from, to]) => part.replace(from, to), own)
  return `${before}${edited}${after}`
}
