import type { ApiInfo } from './api-info.ts'
import { CONDITION } from './condition.ts'
import { info, tags } from './document.ts'

/** keyward's own operations have the first tags. */
const OWN_TAGS = tags.slice(0, 3)

/** The introduction of the document: that of the deployment, or the published one. */
export function introduction(own: (ApiInfo & { logo?: string }) | undefined) {
  if (!own) return { info, tags, servers: [{ url: '/' }] }
  const { tags: others = [], servers = [{ url: '/' }], logo, brand } = own
  const ofOwn = OWN_TAGS.map(tag => others.find(({ name }) => name === tag.name) ?? tag)
  return {
    // Redoc and other viewers show this logo.
    info: { ...own.info, ...(logo && { 'x-logo': { url: LOGO, altText: brand?.name } }) },
    tags: [...ofOwn, ...others.filter(({ name }) => !OWN_TAGS.some(tag => tag.name === name))],
    servers,
  }
}

/** The path of the brand's logo. */
export const LOGO = '/dashboard/icon.svg'

type Examples = NonNullable<ApiInfo['examples']>

/**
 * Conditions on such entitlements: at least the number, or one of the list. Left out are those that cannot be written.
 */
export function conditionsOn(entitlements: Examples['entitlements'] = {}): string[] {
  const conditions = Object.entries(entitlements).map(([name, value]) =>
    typeof value === 'number' ? `${name}>=${value}` : `${name}=${Array.isArray(value) ? value[0] : value}`,
  )
  return conditions.filter(condition => CONDITION.test(condition))
}

/**
 * Puts examples of the deployment in place of those of the published platform. Without one of its own, a property has
 * none.
 * @param node any part of the document
 */
export function withOwnExamples<N>(node: N, examples: Examples = {}): N {
  const { entitlements, scopes } = examples
  const conditions = conditionsOn(entitlements)
  const own: Record<string, (example: unknown) => unknown> = {
    entitlements: example => (Array.isArray(example) ? conditions.length > 0 && conditions : entitlements),
    scopes: () => scopes,
    description: () => 'Nightly import',
    name: example => (example === 'SIEM connector' ? 'Nightly import' : example),
  }
  function replaced(value: unknown, isProperties = false): unknown {
    if (Array.isArray(value)) return value.map(part => replaced(part))
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value).map(([key, part]) => {
      const ofProperty = isProperties ? own[key] : undefined
      return [key, replaced(ofProperty ? exchanged(part, ofProperty) : part, key === 'properties')]
    })
    return Object.fromEntries(entries)
  }
  return replaced(node) as N
}

/** @param schema of a property */
function exchanged({ example, ...schema }: { example?: unknown }, own: (example: unknown) => unknown) {
  const other = own(example)
  return other ? { ...schema, example: other } : schema
}
