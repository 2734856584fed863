import { html, useContext } from '../base/view.js'
import { Problems } from '../parts/field.js'

/** The part before the first separator, by which scopes are grouped. @param {string} scope */
const groupOf = scope => /^[^:.]+(?=[:.])/.exec(scope)?.[0] ?? ''

/**
 * A checkbox for each scope, in groups if there are several.
 * @param {{ scopes: string[], known: string[] }} props scopes: the key's, which may be unknown by now
 */
export function KnownScopes({ scopes, known }) {
  const problem = useContext(Problems)['scopes']
  const groups = Map.groupBy(new Set([...known, ...scopes]), groupOf)
  /** @param {string} scope */
  const box = scope => html`<label key=${scope}>
    <input type="checkbox" name="scopes" value=${scope} defaultChecked=${scopes.includes(scope)}
      aria-invalid=${problem ? 'true' : undefined} aria-describedby=${problem ? 'scopes-problem' : undefined} />
    <span>${scope}</span>
  </label>`
  return html`<fieldset class="checks">
    <legend>Scopes</legend>
    ${
      groups.size < 2
        ? [...groups.values()].flat().map(box)
        : [...groups].map(
            ([name, members]) => html`<fieldset key=${name}>
              <legend>${name || 'Others'}</legend>
              ${members.map(box)}
            </fieldset>`,
          )
    }
    ${problem && html`<small id="scopes-problem" class="problem">${problem}</small>`}
  </fieldset>`
}
