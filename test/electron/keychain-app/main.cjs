// The app on a machine whose keychain is open, or with LUTHIER_TEST_KEYCHAIN=none on one that has none: which of them the
// machine of the tests is nobody knows.
const { safeStorage } = require('electron');

safeStorage.isEncryptionAvailable = () => process.env.LUTHIER_TEST_KEYCHAIN !== 'none';
safeStorage.encryptString = text => Buffer.from(text, 'utf8').reverse();
safeStorage.decryptString = sealed => Buffer.from(sealed).reverse().toString('utf8');

require('../late-app/main.cjs');
