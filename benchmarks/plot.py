"""The growth that `duplicates.py` has measured, as a plot: `python benchmarks/plot.py RESULTS.txt PLOT.png`.

Needs matplotlib, which nothing else here does.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")
from matplotlib import pyplot as plt

LINE = re.compile(r"([\d,]+) paragraphs: +([\d.]+) µs each")


def main(results: str, plot: str) -> None:
    found = LINE.findall(Path(results).read_text("utf-8"))
    sizes = [int(size.replace(",", "")) for size, _ in found]
    spent = [float(each) for _, each in found]
    figure, axes = plt.subplots(figsize=(6, 3), layout="constrained")
    axes.plot(sizes, spent, "o-", color="#a33")
    for size, each in zip(sizes, spent, strict=True):
        axes.annotate(f"{each:.1f} µs", (size, each), textcoords="offset points", xytext=(0, 8), ha="center")
    axes.set(xscale="log", xlabel="paragraphs", ylabel="µs a paragraph", ylim=(0, 1.3 * max(spent)))
    axes.spines[["top", "right"]].set_visible(False)
    axes.set_title("newsclean: from strings to verified clusters", fontsize=10)
    figure.savefig(plot, dpi=110)


if __name__ == "__main__":
    main(*sys.argv[1:])
