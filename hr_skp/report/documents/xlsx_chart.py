"""A distribution as Excel's own chart."""

PALE, DARK, BLACK = "#D9D9D9", "#999999", "#000000"


def make_chart(book, sheet, block, row, column):
    """Return the chart of a block; its figures go into hidden columns beside what is printed."""
    names = block.names if block.actual else (block.title, "")
    columns = [("", block.categories), (names[0], block.pattern)]
    if block.actual:
        columns.append((names[1], block.actual))
    for at, (name, values) in enumerate(columns):
        sheet.write_string(row, column + at, name)
        sheet.write_column(row + 1, column + at, values)
    sheet.set_column(column, column + 2, None, None, {"hidden": True})
    return _combined(book, sheet.get_name(), block, row, column)


def _combined(book, name, block, row, column):
    last = row + len(block.categories)
    categories = [name, row + 1, column, last, column]

    def series(at, **look):
        return {
            "name": [name, row, column + at],
            "categories": categories,
            "values": [name, row + 1, column + at, last, column + at],
            **look,
        }

    bars, curve = book.add_chart({"type": "column"}), book.add_chart({"type": "line"})
    bars.add_series(series(1, fill={"color": PALE}, border={"color": BLACK}, gap=90))
    if block.actual:
        figures = {"value": True, "num_format": '0"%"', "font": {"size": 8}}
        bars.add_series(series(2, fill={"color": DARK}, data_labels=figures))
    curve.add_series(series(1, smooth=True, line={"color": BLACK, "width": 1.5}))
    bars.combine(curve)
    return _plain(bars, block)


def _plain(made, block):
    """The look of the form: two black axes, no grid, no scale."""
    axis = {"line": {"color": BLACK}, "num_font": {"size": 8}, "major_tick_mark": "none"}
    made.set_x_axis(axis)
    made.set_y_axis(
        {
            **axis,
            "name": block.y_label,
            "name_font": {"size": 8, "bold": False},
            "major_gridlines": {"visible": False},
            "label_position": "none",
            "min": 0,
        }
    )
    made.set_title({"none": True})
    # The curve is the pattern once more.
    legend = {"position": "top", "delete_series": [2]} if block.actual else {"none": True}
    made.set_legend(legend)
    made.set_chartarea({"border": {"none": True}})
    made.show_hidden_data()
    return made
