import { copyFile } from 'node:fs/promises';
import { runMain, Stop } from '../stop.ts';
import { ensureTool } from './ensure.ts';
import { pins, type ToolName } from './pins.ts';

/** Puts one pinned program where the image of the platform has it: `node scripts/local/tools/install.ts helm /usr/local/bin/helm`. */
await runMain(async () => {
  const [name = '', target] = process.argv.slice(2);
  if (!Object.hasOwn(pins, name) || !target) throw new Stop('Usage: node scripts/local/tools/install.ts TOOL FILE');
  await copyFile(await ensureTool(name as ToolName), target);
});
