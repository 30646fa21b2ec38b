#!/usr/bin/env python3
"""Write examples/reports/2022-11-25-foreign-ministry.pdf: one page with a text layer, no library.

  python3 examples/make_pdf.py

The same bytes every time. Text is ASCII; fonts are the standard ones that need not be embedded.
"""
import pathlib
import textwrap

TITLE = "Comment by the Foreign Ministry on newly found mines"
BODY = [
    "Baku, 25 November 2022",
    "The Ministry of Foreign Affairs of Azerbaijan draws attention to mines found along the border "
    "with Armenia.",
    "According to the Defence Ministry, 1,119 mines were found and neutralised on the Kalbajar and "
    "Lachin sections of the border since August 2022, and a further 1,609 mines made in Armenia in "
    "2021, 2,728 in total.",
    "On 23 November the commander of the Russian peacekeeping force and the heads of the Turkish and "
    "Russian contingents of the joint monitoring centre inspected a mined section. Military attaches "
    "and foreign journalists were taken there on 24 November.",
    "Since the end of the war of 2020, 268 citizens have become victims of mines; 45 of them died, "
    "including 3 journalists. Of the 45 dead, 35 were civilians.",
    "The ministry accuses Armenia of violating paragraphs 4 and 6 of the trilateral statement of "
    "10 November 2020.",
]


def quoted(line):
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def content():
    lines = ["BT /F2 15 Tf 1 0 0 1 72 770 Tm (" + quoted(TITLE) + ") Tj", "/F1 11 Tf 15 TL", "1 0 0 1 72 740 Tm"]
    for paragraph in BODY:
        lines += ["(" + quoted(line) + ") Tj T*" for line in textwrap.wrap(paragraph, 80)] + ["T*"]
    return "\n".join(lines + ["ET"]).encode("ascii")


def pdf():
    stream = content()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (en) >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        b"<< /Title (%s) /Author (Ministry of Foreign Affairs)"
        b" /CreationDate (D:20221125120000+04'00') >>" % TITLE.encode("ascii"),
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, len(objects), start)
    return out


if __name__ == "__main__":
    path = pathlib.Path(__file__).parent / "reports" / "2022-11-25-foreign-ministry.pdf"
    path.write_bytes(pdf())
