"""Results of OCR in JSON, as PaddleOCR, RapidOCR, Umi-OCR and MinerU write them."""

from __future__ import annotations

import re

from newsclean.io.extraction.documents import Extracted, ExtractingReader

_SIGNS = re.compile(
    rb'"(?:rec_texts?|text_region|transcription|txts?|pdf_info|page_idx|parsing_res_list|layoutParsingResults|dt_polys|'
    rb'rec_polys)"|"box"\s*:\s*\[|^\s*(?:\[\s*){4,5}-?\d'
)


class OcrReader(ExtractingReader):
    """Reads the paragraphs of pages that OCR has read."""

    extensions = (".json",)
    libraries = ("newsclean",)
    nothing = "OCR has found no text"

    def is_own(self, beginning: bytes) -> bool:
        """Tell a result of OCR from other JSON."""
        return _SIGNS.search(beginning) is not None

    def text(self, data: bytes, encoding: str, name: str, most: int) -> Extracted:
        """Return the text of a file, as `ExtractingReader` has it."""
        from newsclean.io.extraction.laid_out import as_extracted
        from newsclean.io.extraction.ocr_json import blocks_of, document_of

        return as_extracted(document_of(blocks_of(data, encoding, name)))


READER = OcrReader()
