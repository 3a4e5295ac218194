/** Raised when a file or message of the contract changes its meaning. Kept in each project, job and message. */
export const CONTRACT_VERSION = 1;
