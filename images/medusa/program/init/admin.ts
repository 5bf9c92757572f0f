import type { Client } from 'pg';
import scrypt from 'scrypt-kdf';
import { newId } from './id.ts';

/** What Medusa's own provider of e-mail and password uses, so that it can check what is written here. */
const COST = { logN: 15, r: 8, p: 1 };

/** The owner's account of the admin. Only ever the first time: the password is the owner's to change. */
export async function createAdmin(client: Client, email: string, password: string): Promise<void> {
  const hash = (await scrypt.kdf(password, COST)).toString('base64');
  const userId = newId('user');
  const identityId = newId('authid');
  await client.query('insert into "user" (id, email) values ($1, $2)', [userId, email]);
  await client.query('insert into auth_identity (id, app_metadata) values ($1, $2)', [identityId, { user_id: userId }]);
  await client.query(
    `insert into provider_identity (id, entity_id, provider, auth_identity_id, provider_metadata)
     values ($1, $2, 'emailpass', $3, $4)`,
    [newId('provid'), email, identityId, { password: hash }],
  );
}
