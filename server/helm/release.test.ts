import { expect, test } from 'vitest';
import { parseHistory, RELEASE_STATUSES } from './release.ts';

const PRINT = 'a'.repeat(64);

test('a history is read oldest first, whatever the order helm gives', () => {
  const json = JSON.stringify([
    {
      revision: 2,
      status: 'pending-upgrade',
      chart: 'single-0.1.0',
      app_version: '1.0.0',
      description: 'Preparing upgrade',
    },
    {
      revision: 1,
      status: 'deployed',
      chart: 'single-0.1.0',
      app_version: '1.0.0',
      description: `storewright ${PRINT}`,
    },
  ]);
  expect(parseHistory(json)).toEqual([
    {
      revision: 1,
      status: 'deployed',
      chart: 'single-0.1.0',
      appVersion: '1.0.0',
      description: `storewright ${PRINT}`,
      fingerprint: PRINT,
    },
    {
      revision: 2,
      status: 'pending-upgrade',
      chart: 'single-0.1.0',
      appVersion: '1.0.0',
      description: 'Preparing upgrade',
      fingerprint: null,
    },
  ]);
});

test('a status that a later helm may bring is unknown, not an error', () => {
  expect(parseHistory('[{"revision":1,"status":"resting"}]')).toMatchObject([{ status: 'unknown', chart: '' }]);
});

test.each(['', 'null', '{}', '[1]', '[{"status":"deployed"}]'])('what is no history is refused: %j', (json) => {
  expect(() => parseHistory(json)).toThrow(/JSON|revision|history/i);
});

test.each(['null', '{}', '"text"'])('a history that is no list says so: %s', (json) => {
  expect(() => parseHistory(json)).toThrow('The history of a release is a list.');
});

test.each(['[null]', '[1]', '["text"]'])('a revision that is none says so: %s', (json) => {
  expect(() => parseHistory(json)).toThrow('A revision is an object.');
});

test.each(['[{}]', '[{"revision":"1"}]', '[{"revision":null}]'])('a revision without a number says so: %s', (json) => {
  expect(() => parseHistory(json)).toThrow('A revision has a number.');
});

test.each(RELEASE_STATUSES)('the status %s is known, in the words of helm', (status) => {
  expect(status).toMatch(/^(deployed|failed|pending-(install|upgrade|rollback)|uninstall(ing|ed)|superseded|unknown)$/);
  expect(parseHistory(JSON.stringify([{ revision: 1, status }]))).toMatchObject([{ status }]);
});

test('what is no text reads as none', () => {
  const row = { revision: 1, status: 2, chart: 3, app_version: null, description: {} };
  expect(parseHistory(JSON.stringify([row]))).toEqual([
    { revision: 1, status: 'unknown', chart: '', appVersion: '', description: '', fingerprint: null },
  ]);
});
