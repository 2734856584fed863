import type { h } from 'preact'

export { default as createFetchClient } from 'openapi-fetch'
export { render } from 'preact'
export * from 'preact/hooks'
export declare const html: (strings: TemplateStringsArray, ...values: unknown[]) => ReturnType<typeof h>
