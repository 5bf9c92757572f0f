// What the embedded engine alone promises. Against the official server leave this file out: --exclude "**/embedded.test.ts".
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashSigningKey } from '#scripts/local/inngest/signature.ts';
import { startProgram } from './child.ts';
import { signingKey } from './server-process.ts';
import { type Setting, startSetting } from './setting.ts';

let setting: Setting;
beforeAll(async () => {
  setting = await startSetting();
});
afterAll(() => setting.stop());

test('a run goes on after the engine was killed in the middle of a step, and no finished step is repeated', async () => {
  const gate = setting.recorder.close('survives', 'two');
  await setting.send('contract/sequence', 'survives');
  await setting.recorder.reached('survives', 'two');
  await setting.killServer();
  gate.open();
  await setting.startServer();
  await setting.recorder.reached('survives', 'done');
  await setting.settle();

  expect(setting.recorder.count('survives', 'one')).toBe(1);
});

test('every event that was acknowledged before the engine was killed starts its one run afterwards', async () => {
  const ids = Array.from({ length: 20 }, (_, index) => `acknowledged-${index}`);
  const gates = ids.map((id) => setting.recorder.close(id, 'one'));
  await Promise.all(ids.map((id) => setting.send('contract/sequence', id)));
  await setting.killServer();
  gates.forEach((gate) => gate.open());
  await setting.startServer();
  const runs = await Promise.all(ids.map((id) => setting.recorder.reached(id, 'done')));

  expect(new Set(runs.map(({ runId }) => runId)).size).toBe(20);
  for (const id of ids) {
    expect(new Set(setting.recorder.of(id).map(({ runId }) => runId)).size).toBe(1);
  }
});

test('a wait goes on after the engine was killed', async () => {
  await setting.send('contract/wait', 'still-waiting', { key: 'still', timeout: '1h' });
  await setting.recorder.reached('still-waiting', 'before');
  await setting.settle();
  await setting.killServer();
  await setting.startServer();
  await setting.sendUntil('still-waiting', 'done', [['contract/answer', { key: 'still' }]]);
  const done = await setting.recorder.reached('still-waiting', 'done');

  expect(done.detail).toEqual({ key: 'still' });
  expect(setting.recorder.count('still-waiting', 'before')).toBe(1);
});

test('a run goes on after the database ended all connections, and no step is repeated', async () => {
  const gate = setting.recorder.close('disconnected', 'two');
  await setting.send('contract/sequence', 'disconnected');
  await setting.recorder.reached('disconnected', 'two');
  await setting.disconnectDatabase();
  gate.open();
  await setting.recorder.reached('disconnected', 'done');
  await setting.settle();

  expect(setting.recorder.of('disconnected').map(({ place }) => place)).toEqual(['one', 'two', 'three', 'done']);
});

test('SIGTERM waits for the step that runs, and its run goes on with the next engine', async () => {
  const gate = setting.recorder.close('drained', 'two');
  await setting.send('contract/sequence', 'drained');
  await setting.recorder.reached('drained', 'two');
  const stopped = setting.stopServer();
  gate.open();
  await stopped;
  await setting.startServer();
  await setting.recorder.reached('drained', 'done');

  expect(setting.recorder.of('drained').map(({ place }) => place)).toEqual(['one', 'two', 'three', 'done']);
});

const plain = {
  id: 'contract-refused',
  triggers: [{ event: 'contract/refused' }],
  steps: { step: { id: 'step', name: 'step', runtime: { type: 'http', url: 'http://127.0.0.1/' } } },
};

test.each([
  ['throttle', { throttle: { limit: 1, period: '1s' } }],
  ['rateLimit', { rateLimit: { limit: 1, period: '1s' } }],
  ['debounce', { debounce: { period: '1s' } }],
  ['batchEvents', { batchEvents: { maxSize: 2, timeout: '1s' } }],
  ['cron', { triggers: [{ cron: '* * * * *' }] }],
  ['wildcard', { triggers: [{ event: 'contract/*' }] }],
  ['priority', { priority: { run: '100' } }],
  ['singleton', { singleton: { mode: 'skip' } }],
  ['idempotency', { idempotency: 'event.data.id' }],
  ['timeouts', { timeouts: { start: '1m' } }],
  ['scope', { concurrency: { limit: 1, key: '"x"', scope: 'env' } }],
  ['no CEL', { triggers: [{ event: 'contract/refused', expression: 'event.data.kind ==' }] }],
])('a function that uses %s is refused with a sentence that names it', async (option, config) => {
  const answer = await fetch(`${setting.serverUrl}/fn/register`, {
    method: 'POST',
    headers: { authorization: `Bearer ${hashSigningKey(signingKey)}` },
    body: JSON.stringify({ functions: [{ ...plain, ...config }] }),
  });
  const body = await answer.json();

  expect(answer.status).toBe(400);
  expect(body.error).toContain('Function "contract-refused"');
  expect(body.error).toContain(option);
});

test('registrations that come at once are all taken', async () => {
  const names = Array.from({ length: 10 }, (_, index) => `name ${index}`);
  const statuses = await Promise.all(
    names.map(async (name) => {
      const answer = await fetch(`${setting.serverUrl}/fn/register`, {
        method: 'POST',
        headers: { authorization: `Bearer ${hashSigningKey(signingKey)}` },
        body: JSON.stringify({ functions: [{ ...plain, name }] }),
      });
      return answer.status;
    }),
  );
  await fetch(setting.appUrl, { method: 'PUT' });

  expect(new Set(statuses)).toEqual(new Set([200]));
});

test('a checkpoint that is not signed is refused', async () => {
  const answer = await fetch(`${setting.serverUrl}/v1/checkpoint/somerun/async`, { method: 'POST', body: '{}' });

  expect(answer.status).toBe(401);
});

test('a second engine on the same database says so and ends with code 1', async () => {
  const env = { ...setting.serverEnv, INNGEST_ENGINE_PORT: '0' };
  const second = startProgram(process.execPath, ['scripts/local/inngest/main.ts'], env);

  expect(await second.ended).toBe(1);
  expect(second.output()).toContain('Another engine already uses this database.');
});

test('an engine on a taken port says so and ends with code 1', async () => {
  await setting.killServer();
  const port = new URL(setting.appUrl).port;
  const env = { ...setting.serverEnv, INNGEST_ENGINE_PORT: port };
  const second = startProgram(process.execPath, ['scripts/local/inngest/main.ts'], env);

  expect(await second.ended).toBe(1);
  expect(second.output()).toContain(`port ${port} is taken`);
  await setting.startServer();
});

test('the page shows functions, runs and the steps of a run', async () => {
  await setting.send('contract/sequence', 'shown');
  const { runId } = await setting.recorder.reached('shown', 'done');
  await setting.settle();
  const overview = await (await fetch(setting.serverUrl)).text();
  const run = await (await fetch(`${setting.serverUrl}/runs/${runId}`)).text();

  expect(overview).toContain('contract-sequence');
  expect(overview).toContain(runId);
  expect(run).toContain('two');
  expect(run).toContain('completed');
});
