import { expect, it } from 'vitest';
import { OPERATION_KINDS } from './operation.ts';
import { STEPS, stepNames, stepTitle } from './steps.ts';

/** The recipes as DESIGN §5 has them. */
const RECIPES = {
  provision:
    'Reserve namespace · Apply limits and policies · Create credentials · Install chart · Start database · Start store · Place a test order · Send the welcome mail',
  delete: 'Stop running work · Uninstall chart · Delete namespace · Confirm it is gone',
  check: 'Place a test order',
} as const;

it.each(OPERATION_KINDS)('the steps to %s stand in the order of the recipe, by its titles', (kind) => {
  const names = stepNames(kind);
  expect(names.map((name) => stepTitle(kind, name)).join(' · ')).toBe(RECIPES[kind]);
  expect(names).toEqual(Object.keys(STEPS[kind]));
});

it('the names of steps are unique, and fit for a crash point and a label', () => {
  const names = OPERATION_KINDS.flatMap(stepNames);
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => !/^[a-z]+(-[a-z]+)*$/.test(name))).toEqual([]);
});

it('a step of an earlier version, which is no longer known, is shown by its name', () => {
  expect(stepTitle('provision', 'warm-up')).toBe('warm-up');
});
