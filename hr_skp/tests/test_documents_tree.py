"""The matrix, and the neutral tree of every document. No database."""

from odoo.tests import BaseCase, tagged

from odoo.addons.hr_skp.report.documents import matrix_document, tree

from . import document_samples as samples
from .document_reading import plain_rows, tables, texts


@tagged("post_install", "-at_install", "hr_skp")
class TestMatrixDocument(BaseCase):
    """Form 1, with one level or two."""

    def test_rows(self):
        rows = plain_rows(tables(matrix_document(samples.matrix(columns=2, rows=2, teams=0)))[0])
        self.assertEqual(["PEGAWAI", "JABATAN", "OUTCOME ANTARA/ OUTPUT/ LAYANAN"], rows[0])
        self.assertEqual("Ir. Sulastri, M.T.", rows[1][0])
        self.assertEqual(
            "K2 Tersedianya layanan pengangkutan sampah rutin\nIndikator: Indeks kebersihan",
            rows[1][3],
        )
        # Member 2 gives two results to the first column, none to the second.
        self.assertEqual(2, rows[3][2].count("• M02K1"))
        self.assertEqual("N/A", rows[3][3])

    def test_many_columns_are_shared_out(self):
        """Eight results print as two tables of four that repeat who is who."""
        found = tables(matrix_document(samples.matrix(columns=8, rows=3, teams=0)))
        self.assertEqual([6, 6], [len(table.widths) for table in found])
        for table in found:
            self.assertEqual(["Pegawai 01", "Ketua Tim Kerja"], plain_rows(table)[2][:2])
        self.assertIn("(5–8 dari 8)", plain_rows(found[1])[0][2])

    def test_levels(self):
        """Leader to team leaders, then each team leader to his members."""
        document = matrix_document(samples.matrix(columns=3, rows=2, teams=2))
        self.assertEqual(3, len(tables(document)))
        self.assertIn("TIM KERJA: Ketua Tim 2", texts(document))

    def test_empty_matrix(self):
        rows = plain_rows(tables(matrix_document(samples.matrix(columns=0, rows=0, teams=0)))[0])
        self.assertEqual(2, len(rows))


@tagged("post_install", "-at_install", "hr_skp")
class TestTree(BaseCase):
    """The tree refuses a table that no writer could draw."""

    def test_grid_must_be_filled(self):
        for rows in (
            [tree.row("a")],
            [tree.row("a", "b", "c")],
            [tree.row(tree.cell("a", colspan=3))],
            [tree.row(tree.cell("a", rowspan=2), "b")],
        ):
            with self.assertRaises(ValueError):
                tree.Table((1, 1), tuple(rows))

    def test_bands(self):
        """Merged cells and section headings bind rows together."""
        table = tree.Table(
            (1, 1),
            (
                tree.header("h", "h"),
                tree.row(tree.cell("A", colspan=2), keep_next=True),
                tree.row(tree.cell("1", rowspan=2), "x"),
                tree.row("y"),
                tree.row("2", "z"),
            ),
            header=1,
        )
        self.assertEqual([(1, 4), (4, 5)], table.bands())
