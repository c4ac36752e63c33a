from .common import SkpCommon


class MatrixCommon(SkpCommon):
    """kabid's matrix over ketua, kasi (whom he evaluates); ketua's over anggota (kabid's to rate).

    ketua leads a team without evaluating: as a JF he is passed over, so that his members are
    evaluated by kabid.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.column = cls.add_result("kabid", "Indeks kebersihan Kota Uji")
        cls.column_2 = cls.add_result("kabid", "Layanan pengangkutan sampah rutin")
        cls.matrix = cls._start("kabid")
        cls.key = f"{cls.column.id}-0"
        cls.key_2 = f"{cls.column_2.id}-0"

    @classmethod
    def _start(cls, key):
        action = cls.plans[key].with_user(cls.users[key]).action_open_matrix()
        return cls.env["hr.skp.matrix"].browse(action["res_id"])

    def as_user(self, key, matrix=None):
        return (matrix or self.matrix).with_user(self.users[key])

    def add(self, person, name="Petugas kebersihan terlatih", user="kabid", column=None):
        """Add a result through the grid; return it as the system."""
        matrix = self.as_user(user)
        change = matrix.cell_add(self.plans[person].id, column or self.key, name)
        return self.env["hr.skp.result"].browse(change["result_id"])

    def row(self, grid, person):
        return next(row for row in grid["rows"] if row["id"] == self.plans[person].id)
