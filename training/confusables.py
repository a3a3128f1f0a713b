"""Make the list of characters that are confused, by sound and by shape, from pypinyin and a font.

    pip install pypinyin pillow
    python training/confusables.py FONT.ttf src/newsclean/rules/duplicates/data/confusables.txt

Sound and keyboard: the characters of one syllable, tones aside, as an input method for pinyin offers them (the
readings are pypinyin's, MIT). Shape: pairs whose glyphs, drawn and blurred, share so much ink that text recognition and
the eye take one for the other (drawn in WenQuanYi Zen Hei). Only the 3,755 characters of the first level of
GB 2312, of which nearly all news is made.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from pypinyin import Style, pinyin

_SIZE, _BLUR = 48, 2.0
_SHARED = 0.69
"""Cosine between two blurred glyphs from which they are confused: 合 and 含, 白 and 自, 日 and 曰."""


def first_level() -> list[str]:
    """Return the characters of rows 16 to 55 of GB 2312."""
    cells = ((row, cell) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF) if (row, cell) < (0xD7, 0xFA))
    return [bytes(cell).decode("gb2312") for cell in cells]


def by_sound(characters: list[str]) -> list[str]:
    """Return the characters of each syllable, each by its first reading."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for character in characters:
        groups[pinyin(character, style=Style.NORMAL)[0][0]].append(character)
    return ["".join(group) for _, group in sorted(groups.items()) if len(group) > 1]


def by_shape(characters: list[str], font: Path) -> list[str]:
    """Return the pairs of characters that look alike."""
    face = ImageFont.truetype(str(font), _SIZE)
    glyphs = []
    for character in characters:
        image = Image.new("L", (_SIZE + 8, _SIZE + 8))
        ImageDraw.Draw(image).text((4, 0), character, 255, face)
        image = image.crop(image.getbbox()).resize((_SIZE, _SIZE))
        glyphs.append(np.asarray(image.filter(ImageFilter.GaussianBlur(_BLUR)), np.float32).ravel())
    ink = np.stack(glyphs)
    ink -= ink.mean(axis=0)
    ink /= np.linalg.norm(ink, axis=1, keepdims=True)
    alike = np.triu(ink @ ink.T, 1)
    return [characters[one] + characters[other] for one, other in np.argwhere(alike >= _SHARED).tolist()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("font", type=Path)
    parser.add_argument("output", type=Path)
    options = parser.parse_args()
    characters = first_level()
    lines = [
        "# Characters that are confused; made by training/confusables.py.",
        "# sound and keyboard: one syllable of pinyin a line (pypinyin, MIT)",
        *by_sound(characters),
        "# shape: pairs whose glyphs look alike (drawn in WenQuanYi Zen Hei)",
        *by_shape(characters, options.font),
    ]
    options.output.write_text("".join(f"{line}\n" for line in lines), "utf-8")


if __name__ == "__main__":
    main()
