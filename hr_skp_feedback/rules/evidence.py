"""What may be kept as evidence: kinds of files by their content, names of files, links.

A file is judged by what is in it, never by its name.  What a browser or a computer would *run* is
refused; of the rest a list says what an agency needs, and everything else is refused as unknown.
"""

import re
import unicodedata
from urllib.parse import urlsplit

#: Kind of content -> the endings that fit it, the usual one first.
KINDS = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "image/png": (".png",),
    "image/gif": (".gif",),
    "image/webp": (".webp",),
    "image/bmp": (".bmp",),
    "image/x-ms-bmp": (".bmp",),
    "image/tiff": (".tif", ".tiff"),
    "application/msword": (".doc",),
    "application/vnd.ms-excel": (".xls",),
    "application/vnd.ms-powerpoint": (".ppt",),
    "application/vnd.ms-office": (".doc", ".xls", ".ppt"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (".docx",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (".xlsx",),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": (".pptx",),
    "application/vnd.oasis.opendocument.text": (".odt",),
    "application/vnd.oasis.opendocument.spreadsheet": (".ods",),
    "application/vnd.oasis.opendocument.presentation": (".odp",),
    "text/rtf": (".rtf",),
    "application/rtf": (".rtf",),
    "text/csv": (".csv",),
    "text/plain": (".txt", ".csv", ".md", ".log"),
    "message/rfc822": (".eml",),
    "audio/mpeg": (".mp3",),
    "audio/mp4": (".m4a",),
    "audio/x-m4a": (".m4a",),
    "audio/ogg": (".ogg", ".oga", ".opus"),
    "audio/x-wav": (".wav",),
    "audio/amr": (".amr",),
    "video/mp4": (".mp4", ".m4v"),
    "video/quicktime": (".mov",),
    "video/3gpp": (".3gp",),
    "video/webm": (".webm",),
    "application/zip": (".zip",),
}
#: Photos of an iPhone that few computers open: it hands over JPEG where it is not offered these.
HEIC = frozenset({"image/heic", "image/heif", "image/heic-sequence", "image/heif-sequence"})
#: What a browser runs.
PAGES = ("html", "svg", "xml", "javascript", "ecmascript", "xslt", "mathml")
#: What a computer runs.
PROGRAMS = (
    "executable",
    "x-dosexec",
    "x-mach-binary",
    "x-sharedlib",
    "x-elf",
    "x-msi",
    "java-archive",
    "x-java",
    "android.package-archive",
    "x-shockwave-flash",
    "x-ms-shortcut",
    "vnd.microsoft.portable-executable",
    "x-msdownload",
)
#: Endings of what a computer runs: nobody unpacks such a thing from an archive of ours.
PROGRAM_ENDINGS = frozenset(
    ".apk .app .bat .bin .cmd .com .cpl .dll .exe .hta .jar .js .jse .lnk .msi .msp .pif .ps1 .reg"
    " .scr .sh .vb .vbe .vbs .wsf .wsh".split()
)
#: Kind of a picture drawn anew -> the endings that it may have had before.
PICTURE_ENDINGS = {
    "image/jpeg": frozenset({".png", ".webp", ".bmp", ".gif", ".heic"}),
    "image/png": frozenset({".jpg", ".jpeg", ".webp", ".bmp", ".gif"}),
    "application/pdf": frozenset({".tif", ".tiff"}),
}
#: What a camera is asked for: an iPhone then makes JPEG of what it took.
PHOTOS = "image/jpeg,image/png"
#: A name is read in a list and printed on a form.
NAME_LENGTH = 120
LINK_LENGTH = 2000
LINKS = 20

_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}$")
_UNSAFE = re.compile(r'[\\/:*?"<>|]+')


def refusal(mimetype):
    """Return why such content is refused: ``heic page program unknown``, or None.

    >>> refusal('image/svg+xml'), refusal('application/x-dosexec'), refusal('application/pdf')
    ('page', 'program', None)
    """
    if mimetype in KINDS:
        return None
    if mimetype in HEIC:
        return "heic"
    if any(word in mimetype for word in PROGRAMS):
        return "program"
    if mimetype.startswith("text/") and not any(word in mimetype for word in PAGES):
        return None
    if any(word in mimetype for word in PAGES):
        return "page"
    return "unknown"


def accepted():
    """Return what a device's picker is told to offer (``accept``): what is kept, and no HEIC.

    >>> "image/jpeg" in accepted().split(","), ".pdf" in accepted().split(",")
    (True, True)
    >>> "heic" in accepted() or "*" in accepted()
    False
    """
    endings = {ending for found in KINDS.values() for ending in found}
    return ",".join([*PHOTOS.split(","), *sorted(endings)])


def served_as(mimetype):
    """Return the kind under which such content is kept: scripts and logs are but text to read.

    >>> served_as('text/x-python'), served_as('image/png')
    ('text/plain', 'image/png')
    """
    return mimetype if mimetype in KINDS else "text/plain"


def plain_name(name):
    """Return what somebody called a file, without path and without what cannot be seen.

    >>> plain_name('C:\\\\tmp\\\\Surat  Tugas.PDF')
    'Surat Tugas.PDF'
    """
    text = unicodedata.normalize("NFC", str(name or ""))
    text = text.replace("\\", "/").rpartition("/")[2]
    # Control and format characters: a right-to-left mark hides the true ending.
    text = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in text)
    return " ".join(_UNSAFE.sub(" ", text).split()).strip(". ")[:NAME_LENGTH] or "bukti"


def clean_name(name, mimetype):
    """Return a name that says what the file is, and nothing else.

    >>> clean_name('laporan.exe', 'application/pdf'), clean_name('foto.PNG', 'image/jpeg')
    ('laporan.exe.pdf', 'foto.jpg')
    """
    text, endings = plain_name(name), KINDS.get(mimetype, (".txt",))
    found = _ENDING.search(text)
    stem, ending = (text[: found.start()], found.group()) if found else (text, "")
    if ending.lower() not in endings:
        # A picture drawn anew changes its kind; what else is called wrongly shows it.
        redrawn = ending.lower() in PICTURE_ENDINGS.get(mimetype, ())
        stem, ending = stem if redrawn else text, endings[0]
    return f"{stem[: NAME_LENGTH - len(ending)].strip('. ') or 'bukti'}{ending}"


def has_program(names):
    """Tell whether an archive with these members holds something that a computer runs.

    >>> has_program(['foto/1.jpg', 'SETUP.EXE'])
    True
    """
    return any(
        ending and ending.group().lower() in PROGRAM_ENDINGS
        for ending in (_ENDING.search(name.rstrip()) for name in names)
    )


def parse_links(text):
    """Return ``(links, wrong)``: the addresses in a text, one a line, and the lines that are none.

    >>> parse_links('https://drive.go.id/x\\n\\njavascript:alert(1)')
    (['https://drive.go.id/x'], ['javascript:alert(1)'])
    """
    lines = [line.strip() for line in str(text or "").splitlines()]
    lines = [line for line in lines if line]
    return [line for line in lines if is_link(line)], [line for line in lines if not is_link(line)]


def is_link(line):
    """Tell whether ``line`` is one http(s) address, with a host and without blanks in it."""
    if len(line) > LINK_LENGTH or any(
        c.isspace() or unicodedata.category(c)[0] == "C" for c in line
    ):
        return False
    if any(c in line for c in "<>\"'`"):
        return False
    try:
        parts = urlsplit(line)
        host = parts.hostname
    except ValueError:
        return False
    # A name before an @ makes an address look like another one.
    return parts.scheme in ("http", "https") and bool(host) and "@" not in parts.netloc


def is_page(raw):
    """Tell whether a text is, or hides, what a browser would run.

    >>> is_page(b'Notulen\\n<script>alert(1)</script>'), is_page(b'Notulen: 3 < 5')
    (True, False)
    """
    text = bytes(raw).replace(b"\0", b"").lower()
    return any(mark in text for mark in (b"<script", b"<html", b"<svg", b"<iframe", b"<!doctype"))
