import { TRPCError } from '@trpc/server';
import { z } from 'zod';
import { db } from '#server/db.ts';
import { describeError } from '#server/errors.ts';
import { log } from '#server/log.ts';
import type { Actor } from '#server/stores/actor.ts';
import { type AuditEntryView, auditEntry } from '#server/stores/audit.ts';
import type { AuditPage } from '#server/stores/audit-log.ts';
import { writeAudit } from '#server/stores/write-audit.ts';
import { PAGE_SIZE_MAX } from '#server/stores/schema.ts';
import { type Context, createContext } from './context.ts';
import { csvRecord } from './csv.ts';
import { errorShape } from './errors.ts';
import { createCallerFactory } from './init.ts';
import { auditRouter } from './routers/audit.ts';
import { toWire } from './wire.ts';

// prettier-ignore
const COLUMNS = ['id', 'at', 'by', 'person', 'tokenName', 'address', 'userAgent', 'action', 'result', 'storeId', 'storeName',
  'operationId', 'detail'] as const satisfies readonly (keyof AuditEntryView)[];

/** How a file begins, and one entry in it. */
const FORMATS = {
  csv: { type: 'text/csv; charset=utf-8', head: csvRecord(COLUMNS), line: (entry) => csvRecord(cellsOf(entry)) },
  jsonl: { type: 'application/jsonl; charset=utf-8', head: '', line: (entry) => `${JSON.stringify(entry)}\n` },
} satisfies Record<string, { type: string; head: string; line: (entry: AuditEntryView) => string }>;
const format = z.enum(['csv', 'jsonl'], 'Choose a format: csv or jsonl.');

const callAudit = createCallerFactory(auditRouter);

/**
 * `GET /api/audit?format=csv|jsonl&person=…&store=…&action=…&from=…&until=…`: the log as a file, newest first, to an
 * administrator, which the log tells before the first byte leaves. Pages are read as the client takes them, so that memory
 * stays small however long the log is, and each only while the person still is an administrator. A file that can't be
 * finished breaks off instead of looking whole.
 */
export async function exportAudit(request: Request): Promise<Response> {
  const { format: wanted, ...filter } = Object.fromEntries(new URL(request.url).searchParams);
  const readPage = (context: Context, cursor?: string) =>
    callAudit(context).listAll({ ...(filter as object), cursor, limit: PAGE_SIZE_MAX });
  try {
    const context = createContext(request);
    const first = await readPage(context);
    const { type, head, line } = FORMATS[format.parse(wanted)];
    await noteExport(await context.actor(), filter);
    const pages = followingPages(first, (cursor) => readPage(createContext(request), cursor));
    const name = `storewright-audit-${new Date().toISOString().slice(0, 10)}.${wanted}`;
    return new Response(streamOf(toBytes(head, line, pages)), {
      headers: {
        'content-type': type,
        'content-disposition': `attachment; filename="${name}"`,
        'cache-control': 'no-store',
      },
    });
  } catch (cause) {
    return refuse(cause);
  }
}

async function noteExport(actor: Actor | null, filter: Record<string, string>): Promise<void> {
  if (actor) await writeAudit(db(), auditEntry(actor, 'audit.export', null, { detail: filter }));
}

async function* followingPages(first: AuditPage, readAfter: (cursor: string) => Promise<AuditPage>) {
  yield first;
  let { nextCursor } = first;
  while (nextCursor !== null) {
    const page = await readAfter(nextCursor);
    yield page;
    nextCursor = page.nextCursor;
  }
}

async function* toBytes(head: string, line: (entry: AuditEntryView) => string, pages: AsyncIterable<AuditPage>) {
  yield Buffer.from(head);
  try {
    for await (const { entries } of pages) yield Buffer.from(entries.map(line).join(''));
  } catch (error) {
    log.warn({ reason: describeError(error) }, 'audit.export-broken-off');
    throw error;
  }
}

/** Asks for the next chunk when the client has taken the last. */
function streamOf(chunks: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: async () => void (await chunks.return(undefined)),
  });
}

function cellsOf(entry: AuditEntryView): string[] {
  return COLUMNS.map((column) => {
    const value = entry[column];
    if (value instanceof Date) return value.toISOString();
    return typeof value === 'string' ? value : value ? JSON.stringify(value) : '';
  });
}

/** In the shape of every other refusal of the API. */
function refuse(cause: unknown): Response {
  const error = cause instanceof TRPCError ? cause : new TRPCError({ code: 'BAD_REQUEST', cause });
  const shape = errorShape(error, 'audit.export');
  const headers = { 'cache-control': 'no-store' };
  return Response.json({ error: toWire(shape) }, { status: shape.data.httpStatus, headers });
}
