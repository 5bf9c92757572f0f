import { waitFor } from '../patience.ts';
import { CHECK_EMAIL } from './traces.ts';
import { unexpected, type Answer, type Visitor } from './visitor.ts';

/** Until the storefront says that the backend takes its key. */
export async function waitForDoor(
  visitor: Visitor,
  options: { patienceMs: number; signal: AbortSignal },
): Promise<void> {
  await waitFor(
    'the shop',
    async (because) => {
      try {
        const answer = await visitor.get('/readyz');
        return answer.status === 200 || because(unexpected(answer).message);
      } catch (error) {
        return because((error as Error).message);
      }
    },
    options,
  );
}

export async function openShop(visitor: Visitor): Promise<void> {
  const answer = await visitor.get('/');
  if (answer.status !== 200) throw unexpected(answer);
}

export async function addToCart(visitor: Visitor, variantId: string): Promise<void> {
  redirected(await visitor.post('/cart/items', { variant_id: variantId, quantity: '1' }), /^\/cart$/);
}

/** Orders what is in the cart, with the first way of delivery, and gives the order's id. */
export async function checkOut(visitor: Visitor, countryCode: string): Promise<string> {
  const answer = await visitor.post('/checkout', {
    email: CHECK_EMAIL,
    first_name: 'Order',
    last_name: 'Check',
    address_1: '1 Main Street',
    city: 'Springfield',
    postal_code: '12345',
    country_code: countryCode,
  });
  return redirected(answer, /^\/orders\/([\w-]+)$/)[1] ?? '';
}

export async function seeConfirmation(visitor: Visitor, orderId: string): Promise<void> {
  const answer = await visitor.get(`/orders/${orderId}`);
  if (answer.status !== 200) throw unexpected(answer);
}

/** The parts of the path that a form sent the browser on to. */
function redirected(answer: Answer, path: RegExp): RegExpExecArray {
  const found = answer.status === 303 ? path.exec(answer.location ?? '') : null;
  if (!found) throw unexpected(answer);
  return found;
}
