import { expect, it } from 'vitest';
import { STORE_STATUSES } from '#server/stores/status.ts';
import { isInTransition, statusLabel } from './status-label.ts';

it('says of a ready store alone that it is simulated, and only where it is', () => {
  expect(STORE_STATUSES.map((status) => statusLabel(status, true))).toEqual([
    'Provisioning',
    'Ready (simulated)',
    'Failed',
    'Deleting',
  ]);
  expect(statusLabel('ready', false)).toBe('Ready');
});

it('a clock belongs beside a store that is on its way', () => {
  expect(STORE_STATUSES.filter(isInTransition)).toEqual(['provisioning', 'deleting']);
});
