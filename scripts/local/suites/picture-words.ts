import { stripVTControlCharacters } from 'node:util';

/** Of a picture that is not as it is kept: which one, and by how much. What the browser did to take it says nothing; null for any other error. */
export function pictureWords(message: string): string | null {
  const plain = stripVTControlCharacters(message);
  const picture = /^ *Snapshot: (.+)$/m.exec(plain)?.[1];
  const difference = /^ *(\S.* are different\.)$/m.exec(plain)?.[1];
  return picture && difference ? `${picture}: ${difference}` : null;
}
