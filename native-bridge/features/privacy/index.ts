export { privacyHandlers, privacyTypes } from './handlers.ts';
