"""Printed pages as a scanner or a telephone gives them back."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
from PIL import Image, ImageFilter


def scan(pdf: Path, page: int = 0, dpi: int = 150) -> Image.Image:
    """A page as a scanner sees it."""
    with pypdfium2.PdfDocument(pdf) as document:
        opened = document[page]
        try:
            return opened.render(scale=dpi / 72, grayscale=True).to_pil()
        finally:
            opened.close()


def wear(image: Image.Image, *, turned: float = 2.5, blur: float = 0.8, quality: int = 50) -> Image.Image:
    """The same laid askew, out of focus, and compressed."""
    seen = image.rotate(turned, expand=True, fillcolor=215, resample=Image.Resampling.BICUBIC)
    dim = seen.filter(ImageFilter.GaussianBlur(blur)).point(lambda value: 20 + value * 4 // 5)
    out = io.BytesIO()
    dim.save(out, "JPEG", quality=quality)
    return Image.open(out)
