"""Word files and PDFs are read where the extra is installed, and told in one line where not."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from reewriter.errors import ParseError, UsageError
from reewriter.feeds import documents
from tests.cli.conftest import Cli

_BODY = (
    '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Kiln Delayed</w:t></w:r></w:p>'
    "<w:p><w:r><w:t>The kiln is late. It costs </w:t></w:r><w:r><w:rPr><w:b/></w:rPr>"
    "<w:t>$40 million</w:t></w:r><w:r><w:t>.</w:t></w:r></w:p>"
)
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_FILES = {
    "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns='
    '"http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override'
    f' PartName="/word/document.xml" ContentType="{_MAIN}.document.main+xml"/></Types>',
    "_rels/.rels": '<?xml version="1.0"?><Relationships xmlns='
    '"http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"'
    f' Type="{_RELATION}" Target="word/document.xml"/></Relationships>',
    "word/document.xml": '<?xml version="1.0"?><w:document xmlns:w='
    '"http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    f"{_BODY}</w:body></w:document>",
}


def word_file() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in _FILES.items():
            archive.writestr(name, text)
    return stream.getvalue()


def pdf(*lines: str) -> bytes:
    """Write the smallest PDF that says this."""
    shown = " T* ".join(f"({line}) Tj" for line in lines)
    page = f"BT /F1 12 Tf 14 TL 72 720 Td {shown} ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out = b"%PDF-1.4\n"
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 6\n0000000000 65535 f \n%strailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n"
    return out + end % (table, len(out)) + b"%%EOF\n"


def test_documents_are_told_by_how_they_begin() -> None:
    assert documents.kind_of(word_file()) == "docx"
    assert documents.kind_of(pdf("x")) == "pdf"
    assert documents.kind_of(b"A text about %PDF- files") is None


def test_without_the_extra_one_line_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, cli: Cli, tmp_path: Path
) -> None:
    monkeypatch.setattr(documents, "_LIBRARY", {"docx": "no_such_library", "pdf": "nor_this"})
    (tmp_path / "a.docx").write_bytes(word_file())
    answer = cli("add", tmp_path / "a.docx")
    assert answer.code == 2
    assert "reewriter[import]" in answer.line
    with pytest.raises(UsageError, match="is a PDF, which needs nor_this"):
        documents.read_document(pdf("x"), "pdf", name="x.pdf")


def test_a_word_file_is_read(cli: Cli, tmp_path: Path) -> None:
    pytest.importorskip("mammoth")
    (tmp_path / "a.docx").write_bytes(word_file())
    answer = cli("paste", tmp_path / "a.docx")
    assert answer.out.startswith("# Kiln Delayed\n\nThe kiln is late. It costs **$40 million**.")


def test_a_pdf_is_read_and_one_that_is_broken_is_told(cli: Cli, tmp_path: Path) -> None:
    pytest.importorskip("pypdf")
    (tmp_path / "a.pdf").write_bytes(pdf("Kiln Delayed", "", "The kiln is late."))
    assert "The kiln is late." in cli("paste", tmp_path / "a.pdf").out
    with pytest.raises(ParseError, match="cannot be read"):
        documents.read_document(b"%PDF-1.4\nnothing", "pdf", name="x.pdf")
    with pytest.raises(ParseError, match="without any text"):
        documents.read_document(pdf(""), "pdf", name="x.pdf")


def test_a_word_file_is_a_source_for_verify(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "_LIBRARY", {"docx": "no_such_library", "pdf": "nor_this"})
    (tmp_path / "a.docx").write_bytes(word_file())
    (tmp_path / "draft.md").write_text("It costs $40 million. “The kiln is late.”")
    told = cli("verify", tmp_path / "draft.md", "--source", tmp_path / "a.docx")
    assert told.code == 2
    assert "reewriter[import]" in told.line
    monkeypatch.undo()
    pytest.importorskip("mammoth")
    answer = cli("verify", tmp_path / "draft.md", "--source", tmp_path / "a.docx")
    assert (answer.code, answer.line) == (0, "1 quotation (1 exact), 1 figure.")
