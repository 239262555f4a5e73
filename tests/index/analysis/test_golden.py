"""Holds the output of analysis to ANALYSIS_VERSION: it must not change under an old index unnoticed.

After a change that is meant, raise ANALYSIS_VERSION and run ``python -m tests.index.analysis.test_golden``.
"""

import hashlib
from pathlib import Path

from index.analysis import ANALYSIS_VERSION, fingerprint, fold_word, is_stop, stem, words

GOLDEN = Path(__file__).with_name("golden.tsv")
BLOCKS = [range(0x0250), range(0x0600, 0x0780), range(0xFB50, 0xFF00)]
VERSION, FINGERPRINT, LETTERS = "# version ", "# fingerprint ", "# letters "


def letters() -> str:
    """Return a hash of what every letter of the Latin and Arabic blocks folds to."""
    folded = "\n".join(fold_word(chr(code)) for block in BLOCKS for code in block)
    return hashlib.sha256(folded.encode()).hexdigest()[:16]


def analysed(text: str) -> str:
    """Return one line: the text, its words, and their stems, stop words in parentheses."""
    found = words(text)
    stems = [f"({stem(word)})" if is_stop(word) else stem(word) for word in found]
    return "\t".join([text, " ".join(found), " ".join(stems)])


def headers() -> list[str]:
    return [f"{VERSION}{ANALYSIS_VERSION}", f"{FINGERPRINT}{fingerprint()}", f"{LETTERS}{letters()}"]


def kept() -> list[str]:
    return GOLDEN.read_text(encoding="utf-8").splitlines()


def texts(lines: list[str]) -> list[str]:
    return [line.split("\t")[0] for line in lines if not line.startswith("#")]


def test_output_is_that_of_this_version() -> None:
    lines = kept()
    assert len(texts(lines)) > 50
    assert lines == headers() + [analysed(text) for text in texts(lines)], (
        "analysis gives other output than before: raise ANALYSIS_VERSION and write the golden file anew"
    )


def write() -> None:
    """Write the golden file anew, unless only the version would stay the same."""
    lines = kept()
    output = headers() + [analysed(text) for text in texts(lines)]
    if output != lines and output[0] == lines[0]:
        raise SystemExit("the output changed: raise ANALYSIS_VERSION in index/analysis/version.py first")
    GOLDEN.write_text("\n".join(output) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
