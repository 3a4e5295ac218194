export { environmentHandlers } from './handlers.ts';
export { devicesOf, type Installation, pythonOf, starterModelFolder } from './read-environment.ts';
