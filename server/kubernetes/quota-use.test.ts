import { expect, it } from 'vitest';
import { toUse } from './quota-use.ts';

const GI = 2 ** 30;

it('tells use and limit as numbers, whatever units the two sides are written in', () => {
  const hard = { 'limits.cpu': '4', 'limits.memory': '8Gi', pods: '20' };
  const used = { 'limits.cpu': '1500m', 'limits.memory': '2048Mi' };
  expect(toUse({ status: { hard, used } })).toEqual([
    { resource: 'limits.cpu', used: 1.5, limit: 4 },
    { resource: 'limits.memory', used: 2 * GI, limit: 8 * GI },
    { resource: 'pods', used: 0, limit: 20 },
  ]);
});

it('has nothing to tell before the controller has counted', () => {
  expect(toUse({})).toEqual([]);
});
