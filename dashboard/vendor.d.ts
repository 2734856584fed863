// Preact, its hooks and htm in one module: a browser cannot follow the bare names that they import each other by.
declare module '*/htm/preact/standalone.module.js' {
  export * from 'htm/preact'
}
