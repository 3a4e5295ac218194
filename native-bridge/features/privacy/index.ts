export { privacyHandlers, privacyTypes } from './handlers.ts';
export { nameIntake } from './name-intake.ts';
