import { db } from '#server/db.ts';
import { newStoreId } from '#server/stores/naming.ts';
import { call, makeTool, signInPerson } from '#tests/integration/trpc/api.ts';
import type { Own } from './procedures.ts';

export type Person = Awaited<ReturnType<typeof signInPerson>> & { own: Own };

/** A new person, signed in, who has a store, a token and a second session; and somebody else, on whom administrators act. */
export async function personWithThings(): Promise<Person> {
  const person = await signInPerson();
  const input = { name: `shop-${newStoreId()}`, type: 'woocommerce' };
  const [created, token] = await Promise.all([
    call(person, ['mutation', 'store.create'], { input }),
    makeTool(person.userId),
  ]);
  const second = await db().session.create({
    data: { userId: person.userId, expiresAt: new Date(Date.now() + 3_600_000) },
  });
  const bystander = await db().user.create({ data: { email: `${newStoreId()}@example.test` } });
  const storeId = (created.data as { id: string }).id;
  return { ...person, own: { userId: bystander.id, storeId, tokenId: token.tokenId, sessionId: second.id } };
}
