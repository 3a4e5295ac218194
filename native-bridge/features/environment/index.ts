export { environmentHandlers } from './handlers.ts';
export { type Installation, placesIn } from './installation.ts';
export { hostOf } from './plan.ts';
export { devicesOf, pythonOf, starterModelFolder } from './read-environment.ts';
