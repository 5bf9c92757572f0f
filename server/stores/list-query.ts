import { Prisma } from '#server/generated/prisma/client.ts';
import { decodeCursor } from './cursor.ts';
import { countsOf, storesText } from './shown-stores.ts';
import { STORE_ORDERS, type SortKey, type StoreOrder, type StoreSort } from './sort.ts';
import type { StoreStatus } from './status.ts';

export type StoreFilter = { status?: StoreStatus; type?: string; name?: string };
export type Unsorted = { cursor?: string; limit: number };
export type Page = Unsorted & { sort?: StoreSort };

/** A page of the owner's stores and one more if there are more, as `stores`; with what the owner has in each status, as `counts`. */
export function ownStoresQuery(ownerId: string, page: StoreFilter & Page): Prisma.Sql {
  const stores = storesText(pageOf(Prisma.sql`owner_id = ${ownerId}::uuid`, page));
  return Prisma.sql`select ${countsOf(ownerId)} as counts, ${stores} as stores`;
}

/** A page of everybody's stores, newest first, and one more if there are more, as `stores`, each with its `owner`: the address, of which a part may be asked for. */
export function allStoresQuery({ owner, ...page }: StoreFilter & Unsorted & { owner?: string }): Prisma.Sql {
  const whose = owner
    ? Prisma.sql`owner_id in (select id from users where email like ${containing(owner)})`
    : Prisma.sql`true`;
  const also = Prisma.sql`, 'owner', (select email from users where id = s.owner_id)`;
  return Prisma.sql`select ${storesText({ ...pageOf(whose, page), also })} as stores`;
}

const COLUMNS = { createdAt: Prisma.sql`created_at`, name: Prisma.sql`name` } satisfies Record<SortKey, Prisma.Sql>;
const DIRECTIONS = {
  asc: { word: Prisma.sql`asc`, behind: Prisma.sql`>` },
  desc: { word: Prisma.sql`desc`, behind: Prisma.sql`<` },
} satisfies Record<StoreOrder['direction'], object>;

/** Throws INVALID_INPUT for a cursor that is forged, or of an order that goes by something else. */
function pageOf(whose: Prisma.Sql, { cursor, limit, sort = 'newest', ...filter }: StoreFilter & Page) {
  const { key, direction } = STORE_ORDERS[sort];
  const { word, behind } = DIRECTIONS[direction];
  const column = COLUMNS[key];
  const conditions = [whose, ...matching(filter)];
  if (cursor) {
    const { value, id } = decodeCursor(cursor, key);
    // Prisma sends a time without its zone, and the database would read it in its own.
    const place = value instanceof Date ? Prisma.sql`${value.toISOString()}::timestamptz` : Prisma.sql`${value}`;
    conditions.push(Prisma.sql`(${column}, id) ${behind} (${place}, ${id}::bpchar)`);
  }
  const page = Prisma.sql`(select * from stores where ${Prisma.join(conditions, ' and ')}
    order by ${column} ${word}, id ${word} limit ${limit + 1}) s`;
  return { from: page, order: Prisma.sql`order by s.${column} ${word}, s.id ${word}` };
}

function matching({ status, type, name }: StoreFilter): Prisma.Sql[] {
  return [
    ...(status ? [Prisma.sql`status = ${status}::store_status`] : []),
    ...(type ? [Prisma.sql`type = ${type}`] : []),
    ...(name ? [Prisma.sql`name like ${containing(name)}`] : []),
  ];
}

const containing = (part: string) => `%${literally(part.toLowerCase())}%`;

/** For LIKE, where `%` and `_` would match anything; Prisma's `contains` is LIKE too. */
export function literally(text: string): string {
  return text.replaceAll(/[\\%_]/g, '\\$&');
}
