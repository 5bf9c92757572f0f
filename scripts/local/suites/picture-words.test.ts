import { describe, expect, it } from 'vitest';
import { pictureWords } from './picture-words.ts';

const MESSAGE = `Error: expect(locator).toHaveScreenshot(expected) failed

Locator: getByRole('dialog')
  Expected an image 288px by 334px, received 288px by 340px. 3893 pixels (ratio 0.04 of all image pixels) are different.

  Snapshot: create-dialog/1440-light.png

Call log:
  - taking element screenshot
  - 17 pixels (ratio 0.01 of all image pixels) are different.
`;

describe('what is said of a picture that differs', () => {
  it('is its name and the difference, in one line', () => {
    expect(pictureWords(MESSAGE)).toBe(
      'create-dialog/1440-light.png: Expected an image 288px by 334px, received 288px by 340px. 3893 pixels (ratio 0.04 of all image pixels) are different.',
    );
  });

  it('is nothing where another thing went wrong', () => {
    expect(pictureWords('Error: expect(locator).toBeVisible() failed')).toBeNull();
  });
});
