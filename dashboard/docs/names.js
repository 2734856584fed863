// Adds the accessible names and tab stops that Swagger UI lacks.

/** @type {[selector: string, attribute: string, value: string][]} */
const ATTRIBUTES = [
  ['.information-container', 'role', 'region'],
  ['.information-container', 'aria-label', 'About this API'],
  ['.scheme-container', 'role', 'region'],
  ['.scheme-container', 'aria-label', 'Server and authorization'],
  ['#servers', 'aria-label', 'Server'],
  ['select.examples-select-element', 'aria-label', 'Example'],
  ['.parameters select:not([multiple])', 'aria-label', 'Value'],
  ['select[multiple]', 'aria-label', 'Values'],
  ['select', 'aria-label', 'Media type'],
  ['textarea.body-param__text', 'aria-label', 'Request body'],
  ['pre.microlight', 'tabindex', '0'],
]

function complete() {
  for (const [selector, attribute, value] of ATTRIBUTES)
    for (const element of document.querySelectorAll(`${selector}:not([${attribute}])`))
      element.setAttribute(attribute, value)
  for (const table of document.querySelectorAll('table.responses-table:not([aria-label])'))
    table.setAttribute('aria-label', `Responses: ${table.id.replace(/_/g, ' ').trim()}`)
}

new MutationObserver(complete).observe(document.body, { childList: true, subtree: true })
complete()
