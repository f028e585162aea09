"""Printed reports: plain data and a translator in, PDF out.

From the bottom: `escape` makes every datum plain; `bidi` orders, `breaking` divides and `shaping` draws text with the
bundled `fonts`; `words` and `paragraph` set it; `table`, `flow` and `page` lay out a document; `sheet` draws and
`tagging` finishes the file. `document` is what reports are written in, and each report is one module beside it.
"""
