import { registerHooks } from 'node:module'

/** Where the generated types are kept. */
export const SCHEMA_FILE = new URL('../client/schema.d.ts', import.meta.url)

/** Settings with which every route is there, those of operators included. */
export const EVERY_ROUTE = {
  SUPABASE_JWT_SECRET: 'signs nothing; the document is all that is wanted',
  ADMIN_TOKEN: 'opens nothing; the document is all that is wanted',
  VERIFY_TOKEN: 'opens nothing; the document is all that is wanted',
  GITHUB_KEYS_URL: 'http://127.0.0.1/nothing-is-fetched',
  METRICS_TOKEN: 'opens nothing; the document is all that is wanted',
}

const HEADER = '// Generated from the OpenAPI document by `npm run client:types`. Do not edit.\n\n'

/**
 * The types of an OpenAPI document, as text; in alphabetical order, so that moving a route changes nothing.
 * openapi-typescript prints with the compiler API of TypeScript 5, which TypeScript 7 no longer has and whose package
 * would take the name `tsc` from it: the copy inside @ts-morph/common has no command of its own.
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
