import { registerHooks } from 'node:module'

/** Where the generated types are kept. */
export const SCHEMA_FILE = new URL('../client/schema.d.ts', import.meta.url)

/** Settings that register every route, including those of operators. */
export const EVERY_ROUTE = {
  SUPABASE_JWT_SECRET: 'signs nothing, used only to build the document',
  ADMIN_TOKEN: 'opens nothing, used only to build the document',
  VERIFY_TOKEN: 'opens nothing, used only to build the document',
  GITHUB_KEYS_URL: 'http://127.0.0.1/nothing-is-fetched',
  METRICS_TOKEN: 'opens nothing, used only to build the document',
}

const HEADER = '// Generated from the OpenAPI document by `npm run client:types`. Do not edit.\n\n'

/**
 * The types of an OpenAPI document, as text, in alphabetical order so that moving a route changes nothing.
 *
 * openapi-typescript prints with the compiler API of TypeScript 5, which TypeScript 7 no longer has. Installing
 * TypeScript 5 would take over the command `tsc`; the copy inside @ts-morph/common has no command.
 */
export async function clientTypes(document: object) {
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'typescript'
        ? { url: new URL('typescript5.ts', import.meta.url).href, shortCircuit: true }
        : next(specifier, context),
  })
  try {
    const { default: openapiTS, astToString } = await import('openapi-typescript')
    return HEADER + astToString(await openapiTS(document as never, { alphabetize: true, defaultNonNullable: false }))
  } finally {
    hooks.deregister()
  }
}
