/** The app of the contract suite: a child process that serves the functions, so that it can be killed like a real one. */
import { createServer } from 'node:http';
import { serve } from 'inngest/node';
import { createFunctions } from './functions.ts';

const { client, functions } = createFunctions(String(process.env.RECORDER_URL));
const server = createServer(serve({ client, functions }));
server.listen(Number(process.env.APP_PORT), '127.0.0.1', () => process.stdout.write('listening\n'));
