/** The module in which the page finds the API's limits. */
export const LIMITS_FILE = new URL('../dashboard/base/limits.js', import.meta.url)

const HEADER = `// Generated from the OpenAPI document by \`npm run dashboard:build\`. Do not edit.

/** The API's limits. Lengths are in Unicode code points. */
`

interface Text {
  maxLength: number
}

/** The parts of the document that state limits. */
interface Document {
  paths: {
    '/api/v1/keys': {
      get: { parameters: { name: string; schema: { maxLength: number; maximum: number } }[] }
    }
    '/api/v1/keys/{keyId}/rotation': { post: { description: string } }
  }
  components: {
    schemas: {
      CreateAPIKeyBody: {
        properties: { name: Text; description: Text; scopes: { maxItems: number; items: { pattern: string } } }
      }
      RotateAPIKeyBody: { properties: { reason: Text; grace_seconds: { maximum: number } } }
      RevokeAPIKeysBody: { properties: { ids: { maxItems: number } } }
      ReportLeakedAPIKeyBody: { properties: { source_url: Text; note: Text } }
    }
  }
}

/**
 * The limits that the page states or enforces, as the text of its module.
 * @throws if the document lacks one of them
 */
export function limitsModule({ paths, components: { schemas } }: Document) {
  const { get: list } = paths['/api/v1/keys']
  const { post: rotate } = paths['/api/v1/keys/{keyId}/rotation']
  const newKey = schemas.CreateAPIKeyBody.properties
  const rotation = schemas.RotateAPIKeyBody.properties
  const leak = schemas.ReportLeakedAPIKeyBody.properties
  const limits = {
    name: newKey.name.maxLength,
    description: newKey.description.maxLength,
    scopes: newKey.scopes.maxItems,
    scopePattern: newKey.scopes.items.pattern,
    reason: rotation.reason.maxLength,
    graceSeconds: rotation.grace_seconds.maximum,
    retiringDays: numberIn(rotate.description, /for at most (\d+) days/),
    idsPerRevocation: schemas.RevokeAPIKeysBody.properties.ids.maxItems,
    sourceUrl: leak.source_url.maxLength,
    note: leak.note.maxLength,
    search: list.parameters.find(({ name }) => name === 'q')?.schema.maxLength,
    pageSize: list.parameters.find(({ name }) => name === 'limit')?.schema.maximum,
  }
  const lines = Object.entries(limits).map(([name, value]) => `  ${name}: ${literal(name, value)},\n`)
  return `${HEADER}export const LIMITS = {\n${lines.join('')}}\n`
}

const numberIn = (text: string, pattern: RegExp) => Number(pattern.exec(text)?.[1])

function literal(name: string, value: number | string | undefined) {
  if (typeof value === 'string') return `'${value}'`
  if (!Number.isInteger(value)) throw new Error(`The OpenAPI document states no limit for ${name}`)
  return value
}
