export { networkOf, settingsHandlers } from './handlers.ts';
