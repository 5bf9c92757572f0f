import { afterAll, beforeAll, expect, it } from 'vitest';
import { readIfThere } from '#scripts/local/private-file.ts';
import { isListening } from './support/is-listening.ts';
import { createWorld, type World } from './support/world.ts';

let world: World;

beforeAll(async () => {
  world = await createWorld();
}, 300_000);

afterAll(() => world.close());

const said = (event: string) => readIfThere(world.log)?.includes(`"${event}"`) ?? false;

it('F07 SIGTERM before the background work has begun: the process ends in order', async () => {
  const app = await world.start({}, () => isListening(world));
  expect(await app.kill('SIGTERM')).toEqual({ code: 0, signal: null });
  expect(said('app.stopping')).toBe(true);
});

it('an app that nobody asks anything begins its background work all the same', async () => {
  const app = await world.start({}, async () => said('rights.as-they-should-be'));
  expect(await app.kill('SIGTERM')).toEqual({ code: 0, signal: null });
  expect(said('app.stopping')).toBe(true);
});
