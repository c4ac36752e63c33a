"""Pictures as they are kept: small enough to be looked at, upright, and without what they tell.

A photo from a phone says where and when it was taken, with which device; a file that calls itself a
picture may carry anything behind it.  Drawing the picture anew leaves both out.
"""

import io
import warnings

from PIL import Image, ImageOps, ImageSequence

# Odoo loads but a few formats: phones send WebP, scanners TIFF, and that becomes a PDF.
from PIL import PdfImagePlugin, TiffImagePlugin, WebPImagePlugin  # noqa: F401  isort: skip

#: The longest side of what is kept: a page of A4 is read at that.
SIDE = 1920
#: More points than any phone takes: a bomb, or a poster that nobody reads on a screen.
MAX_POINTS = 80_000_000
#: Of a scan in many pages.
MAX_PAGES = 60
QUALITY = 82
#: What of the pictures' own formats is drawn anew, and what that becomes.
PICTURES = frozenset(
    {"image/jpeg", "image/png", "image/gif", "image/webp", "image/bmp", "image/x-ms-bmp"}
)
SCANS = frozenset({"image/tiff"})


class BrokenPicture(ValueError):
    """What calls itself a picture cannot be drawn: ``broken``, or ``large``."""


def redraw(raw, mimetype):
    """Return ``(raw, mimetype)`` of a picture drawn anew; what is no picture comes back as it is.

    Scans in TIFF, which browsers do not show, become a PDF with all their pages.

    :raise BrokenPicture: where it cannot be drawn
    """
    if mimetype not in PICTURES | SCANS:
        return raw, mimetype
    try:
        with _opened(raw) as picture:
            if picture.width * picture.height > MAX_POINTS:
                raise BrokenPicture("large")
            if not _is_whole(raw, picture.format):
                raise BrokenPicture("broken")
            if mimetype in SCANS:
                return _draw_scan(picture), "application/pdf"
            return _draw(picture)
    except BrokenPicture:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise BrokenPicture("large") from error
    except Exception as error:
        # Pillow raises whatever its decoders meet in a damaged file: OSError, SyntaxError, struct…
        raise BrokenPicture("broken") from error


def _opened(raw):
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        return Image.open(io.BytesIO(raw))


def _is_whole(raw, kind):
    """Tell whether a picture has its end: Odoo has Pillow draw what is cut off in grey."""
    if kind == "PNG":
        return b"IEND" in raw
    if kind == "GIF":
        return b"\x3b" in raw[-16:]
    if kind == "WEBP":
        return int.from_bytes(raw[4:8], "little") + 8 <= len(raw)
    if kind not in ("JPEG", "MPO"):
        return True
    start = 2
    # The small preview of a photo has an end of its own, in one of the segments before it.
    while raw[start : start + 1] == b"\xff" and 0xE0 <= raw[start + 1] <= 0xEF:
        start += 2 + int.from_bytes(raw[start + 2 : start + 4], "big")
    return b"\xff\xd9" in raw[start:]


def _draw(picture):
    fitting = _fit(picture)
    out = io.BytesIO()
    if _is_drawing(picture, fitting):
        fitting.save(out, "PNG", optimize=True)
        return out.getvalue(), "image/png"
    _flatten(fitting).save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue(), "image/jpeg"


def _is_drawing(picture, fitting):
    """A screenshot or a picture one sees through stays lossless; a photo becomes a JPEG."""
    return picture.format in ("PNG", "GIF", "BMP") or "A" in fitting.getbands()


def _draw_scan(picture):
    pages = []
    for number, page in enumerate(ImageSequence.Iterator(picture)):
        if number >= MAX_PAGES or page.width * page.height > MAX_POINTS:
            raise BrokenPicture("large")
        pages.append(_flatten(_fit(page)))
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=150)
    return out.getvalue()


def _fit(picture):
    picture.load()
    upright = ImageOps.exif_transpose(picture)
    mode = "RGBA" if "A" in upright.getbands() or "transparency" in upright.info else "RGB"
    # A new canvas: nothing of the file but its points comes along.
    drawn = upright.convert(mode)
    drawn.info = {}
    drawn.thumbnail((SIDE, SIDE))
    return drawn


def _flatten(picture):
    if picture.mode != "RGBA":
        return picture
    page = Image.new("RGB", picture.size, "white")
    page.paste(picture, mask=picture.getchannel("A"))
    return page
