import { orNull, type Backend } from './client.ts';
import type { Order } from './shapes.ts';

/** The order with its lines, address and totals, or null. */
export const findOrder = async (backend: Backend, id: string): Promise<Order | null> =>
  (await orNull(backend<{ order: Order }>(`/store/orders/${encodeURIComponent(id)}`)))?.order ?? null;
