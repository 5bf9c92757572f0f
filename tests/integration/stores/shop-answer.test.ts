import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Actor } from '#server/stores/actor.ts';
import { getStore } from '#server/stores/repository.ts';
import { createStore } from '#server/stores/service.ts';
import { askDueShops, findShopAnswer } from '#server/stores/shop-answer.ts';
import { newPerson, type Platform, preparePlatform } from './platform.ts';

const never = new AbortController().signal;

let platform: Platform;
let ingress: Server;
let status: number;
let asked: string[];
let actor: Actor;
let id: string;

beforeAll(async () => {
  ingress = createServer((request, response) => {
    asked.push(request.headers.host ?? '');
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => void ingress.listen(0, '127.0.0.1', resolve));
  const { port } = ingress.address() as AddressInfo;
  platform = await preparePlatform({ CLUSTER_NOTICE: '', INGRESS_ADDRESS: `http://127.0.0.1:${port}` });
  actor = await newPerson();
  ({ id } = await createStore(actor, { name: 'first', type: 'medusa' }));
});

afterAll(async () => {
  ingress.close();
  await platform.close();
});

beforeEach(async () => {
  [status, asked] = [200, []];
  await platform.pool.query('delete from shop_answers');
  await platform.pool.query(`update stores set status = 'ready'`);
});

const find = () => findShopAnswer(actor.user.id, id, never);
/** As if the shop had been asked `seconds` earlier than it was. */
const age = (seconds: number) =>
  platform.pool.query('update shop_answers set asked_at = asked_at - make_interval(secs => $1)', [seconds]);

test('a ready shop is asked through the ingress, by its own host, and at most every thirty seconds', async () => {
  expect(await find()).toMatchObject({ answers: true, reason: null });
  await Promise.all([find(), find(), find()]);
  expect(asked).toEqual(['first.localhost']);
  await age(31);
  await Promise.all([find(), find(), find()]);
  expect(asked).toHaveLength(2);
});

test('a shop that falls silent says since when and why, its status stays, and who looks at it hears of it', async () => {
  const before = await find();
  const { version } = await getStore(actor.user.id, id);
  status = 503;
  await age(31);
  const silent = await find();
  expect(silent).toMatchObject({ answers: false, reason: expect.stringContaining('503') });
  expect(silent?.since.getTime()).toBeGreaterThan(before?.since.getTime() ?? Infinity);
  expect(await getStore(actor.user.id, id)).toMatchObject({ status: 'ready', version: version + 1 });
  await age(31);
  expect(await find()).toMatchObject({ answers: false, since: silent?.since });
  expect(await getStore(actor.user.id, id)).toMatchObject({ version: version + 1 });
});

test('every ready shop is asked every five minutes though nobody looks, once by all processes together', async () => {
  await askDueShops(never);
  await Promise.all([askDueShops(never), askDueShops(never)]);
  expect(asked).toHaveLength(1);
  await age(301);
  await Promise.all([askDueShops(never), askDueShops(never)]);
  expect(asked).toHaveLength(2);
});

test('a store that is not ready is not asked, and one that is gone is forgotten', async () => {
  await platform.pool.query(`update stores set status = 'provisioning'`);
  await platform.pool.query(`insert into shop_answers (store_id) values ('agonestore')`);
  await askDueShops(never);
  expect(await find()).toBeNull();
  expect(asked).toEqual([]);
  expect((await platform.pool.query('select 1 from shop_answers')).rowCount).toBe(0);
});
