import { expect, test } from 'vitest';
import { findPython } from '../../python-env/build/find-python.mjs';

const python = (version, more = {}) => ({
  version,
  path: `/opt/python${version.join('.')}`,
  is64Bit: true,
  hasPip: true,
  hasVenv: true,
  ...more,
});

const among = found => ({ env: {}, ask: name => found[name] ?? {} });

test('the first Python on the PATH that is in range is taken', () => {
  const found = { python3: python([3, 10, 4]), 'python3.13': python([3, 13, 0]), 'python3.12': python([3, 12, 1]) };
  expect(findPython(among(found)).path).toBe('/opt/python3.13.0');
});

test('LUTHIER_BASE_PYTHON decides alone', () => {
  const found = { python3: python([3, 12, 1]), '/mine': python([3, 11, 9]) };
  expect(findPython({ ...among(found), env: { LUTHIER_BASE_PYTHON: '/mine' } }).path).toBe('/opt/python3.11.9');
});

test('a Python that can install nothing is passed over for one that can', () => {
  const found = { python3: python([3, 11, 2], { hasPip: false, hasVenv: false }), 'python3.12': python([3, 12, 1]) };
  expect(findPython(among(found)).path).toBe('/opt/python3.12.1');
});

test('without one in range the error names what was seen and the way out', () => {
  const found = { python3: python([3, 9, 2]), 'python3.13': python([3, 13, 0], { is64Bit: false }) };
  expect(() => findPython(among(found))).toThrow(
    expect.objectContaining({
      message: 'No Python from 3.11 to 3.13 was found (python3 is 3.9.2, python3.13 is 3.13.0).',
      hint: expect.stringContaining('apt install python3 python3-venv'),
    }),
  );
});

test('the Python of this machine is found and can install packages', () => {
  const found = findPython();
  expect(found.version[0]).toBe(3);
  expect(found.hasPip || found.hasVenv).toBe(true);
});
