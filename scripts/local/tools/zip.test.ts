import { deflateRawSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { readZipEntry } from './zip.ts';

type Entry = { name: string; text: string; isDeflated: boolean };

/** A zip archive as APPNOTE 6.3 describes it, checksums left at 0 because nobody here reads them. */
function zip(entries: Entry[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, text, isDeflated } of entries) {
    const body = isDeflated ? deflateRawSync(text) : Buffer.from(text);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(isDeflated ? 8 : 0, 10);
    central.writeUInt32LE(body.length, 20);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(offset, 42);
    locals.push(local, Buffer.from(name), body);
    directory.push(central, Buffer.from(name));
    offset += local.length + name.length + body.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

const archive = zip([
  { name: 'stored', text: 'as it is', isDeflated: false },
  { name: 'folder/deflated', text: 'packed '.repeat(100), isDeflated: true },
]);

it('a file comes out of a zip archive as it went in, packed or not', () => {
  expect(readZipEntry(archive, 'stored')?.toString()).toBe('as it is');
  expect(readZipEntry(archive, 'folder/deflated')?.toString()).toBe('packed '.repeat(100));
});

it('what is not in the archive, or is no archive, is null', () => {
  expect(readZipEntry(archive, 'deflated')).toBeNull();
  expect(readZipEntry(Buffer.from('no archive at all, but long enough'), 'stored')).toBeNull();
});
