import { LIMITS } from '../base/limits.js'
import { html, useState } from '../base/view.js'
import { Choice, Field } from '../parts/field.js'
import { KnownScopes } from './known-scopes.js'

const SCOPE = new RegExp(LIMITS.scopePattern)

/** @typedef {'all' | 'some' | 'none'} Access */

/** @type {[value: Access, label: string][]} */
const ACCESS = [
  ['all', 'Full access'],
  ['some', 'Only these scopes'],
  ['none', 'No scopes'],
]

/** @param {string[] | null} scopes */
export function scopeWords(scopes) {
  if (scopes === null) return 'Full access'
  return scopes.length === 0 ? 'No scopes' : scopes.join(', ')
}

/** @param {string[] | null} scopes @returns {Access} */
const accessOf = scopes => (scopes === null ? 'all' : scopes.length === 0 ? 'none' : 'some')

/**
 * @param {{ scopes: string[] | null, known: string[] | null }} props known: the scopes that the deployment allows; null if
 * it allows any
 */
export function ScopesField({ scopes, known }) {
  const [access, setAccess] = useState(accessOf(scopes))
  const choose = (/** @type {string} */ value) => setAccess(/** @type {Access} */ (value))
  return html`
    <${Choice} label="Access" name="access" value=${access} choices=${ACCESS} onChoose=${choose} />
    ${access === 'some' && (known ? html`<${KnownScopes} scopes=${scopes ?? []} known=${known} />` : html`<${AnyScopes} scopes=${scopes ?? []} />`)}
  `
}

/** @param {{ scopes: string[] }} props */
const AnyScopes = ({ scopes }) => html`<${Field} label="Scopes" name="scopes" hint="Separate scopes with spaces">
  ${(
    /** @type {object} */ common,
  ) => html`<input ...${common} defaultValue=${scopes.join(' ')} placeholder="reports:read reports:write"
    autocomplete="off" autocapitalize="none" spellcheck="false" />`}
<//>`

/**
 * @param {FormData} fields
 * @returns {string[] | null}
 */
export function scopesOf(fields) {
  if (fields.get('access') === 'all') return null
  const texts = fields.getAll('scopes').flatMap(text => String(text).split(/[\s,]+/))
  return [...new Set(texts.filter(scope => scope !== ''))].sort()
}

/**
 * @param {FormData} fields
 * @returns {Record<string, string>}
 */
export function scopesProblem(fields) {
  const scopes = scopesOf(fields) ?? []
  const invalid = scopes.find(scope => !SCOPE.test(scope))
  if (fields.get('access') === 'some' && scopes.length === 0) return { scopes: 'Choose at least one scope' }
  if (invalid !== undefined) return { scopes: `“${invalid}” is not a valid scope: use a–z, 0–9 and . _ : -` }
  return scopes.length > LIMITS.scopes ? { scopes: `Use at most ${LIMITS.scopes} scopes` } : {}
}
