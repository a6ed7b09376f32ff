"""Charts as data: one definition (`spec`), one layout into drawing primitives, one alternative text.

`spec.Diagram` says what is shown, `layout.layout` where every line and word goes, `alt.alt_text` what is read aloud. The
back ends for PDF, SVG and Qt only paint primitives, so paper and screen show the same picture.
"""
