/**
 * What the bundle imports of `node:http`. Imported as a module, Node asks it for all that it exports, also for what it would
 * load only when asked, its whole client of the web: 55 ms of every start of the core.
 */
export const { createServer } = process.getBuiltinModule('node:http');
