import { service } from '../base/api.js'
import { html, useState } from '../base/view.js'
import { Copyable } from '../parts/copyable.js'
import { HINTS, snippets } from './snippets.js'

/** A first request with a new key, in the reader's language. */
export function TryIt() {
  const [language, setLanguage] = useState('curl')
  const texts = snippets(`${service}/api/v1/me`)
  const text = texts[language] ?? ''
  return html`<div class="try-it">
    <fieldset class="segments">
      <legend class="unseen">Language</legend>
      ${Object.keys(texts).map(
        name => html`<label key=${name}>
          <input type="radio" name="language" value=${name} checked=${name === language} onChange=${() => setLanguage(name)} />
          <span>${name}</span>
        </label>`,
      )}
    </fieldset>
    <${Copyable} label="Try it" text=${text} rows=${text.split('\n').length + 1} />
    <p class="quiet">${HINTS[language] ?? 'It reads the key from the environment variable API_KEY.'}</p>
  </div>`
}
