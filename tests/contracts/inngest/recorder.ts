import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a function of the app under test tells: that it came to a place in its code. */
export type Report = {
  place: string;
  eventId: string;
  runId: string;
  attempt: number;
  detail?: unknown;
};

/** A place that holds whoever comes to it until it is opened. */
export type Gate = { open(): void };

/** Collects the reports of the app, and can hold it at a place, so that tests wait on what happened and not on time. */
export type Recorder = {
  url: string;
  /** The reports about one event so far, in their order. */
  of(eventId: string): Report[];
  /** How often a place was reached for an event. */
  count(eventId: string, place: string): number;
  /** Resolves with the first report of this place for this event (the nth with `nth`). */
  reached(eventId: string, place: string, nth?: number): Promise<Report>;
  /** From now on whoever comes to the place for this event waits there. */
  close(eventId: string, place: string): Gate;
  stop(): void;
};

/** The longest that any case waits for something to happen; then it fails with what did happen. */
const patienceMs = 30_000;

/** Starts a recorder on a free port of this machine. */
export async function startRecorder(): Promise<Recorder> {
  const reports: Report[] = [];
  const gates = new Map<string, Promise<void>>();
  const watchers = new Set<() => void>();

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    const report: Report = JSON.parse(Buffer.concat(chunks).toString());
    reports.push(report);
    watchers.forEach((watch) => watch());
    await gates.get(`${report.eventId} ${report.place}`);
    response.end();
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const { port } = server.address() as AddressInfo;

  const matching = (eventId: string, place: string) =>
    reports.filter((report) => report.eventId === eventId && report.place === place);

  return {
    url: `http://127.0.0.1:${port}`,
    of: (eventId) => reports.filter((report) => report.eventId === eventId),
    count: (eventId, place) => matching(eventId, place).length,
    reached: (eventId, place, nth = 1) =>
      new Promise((found, failed) => {
        const clock = setTimeout(() => {
          watchers.delete(look);
          const seen = reports.filter((report) => report.eventId === eventId).map(({ place }) => place);
          failed(
            new Error(`"${place}" was not reached ${nth} times for ${eventId}; seen: ${seen.join(', ') || 'nothing'}`),
          );
        }, patienceMs);
        const look = () => {
          const report = matching(eventId, place)[nth - 1];
          if (report !== undefined) {
            clearTimeout(clock);
            watchers.delete(look);
            found(report);
          }
        };
        watchers.add(look);
        look();
      }),
    close: (eventId, place) => {
      const gate = Promise.withResolvers<void>();
      gates.set(`${eventId} ${place}`, gate.promise);
      return {
        open: () => {
          gates.delete(`${eventId} ${place}`);
          gate.resolve();
        },
      };
    },
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
