"""Tables out of drawn lines."""

from parsers.readers.grid import grid


def _net(xs, ys):
    return [(xs[0], y, xs[-1], y) for y in ys] + [(x, ys[0], x, ys[-1]) for x in xs]


def _cells(rules):
    return sorted((c.cell.table, c.cell.row, c.cell.column, c.cell.row_span, c.cell.column_span) for c in grid(rules).cells)


def test_a_plain_table():
    assert _cells(_net([0, 100, 200], [0, 20, 40])) == [(0, 0, 0, 1, 1), (0, 0, 1, 1, 1), (0, 1, 0, 1, 1), (0, 1, 1, 1, 1)]


def test_a_frame_is_no_table():
    assert _cells(_net([0, 100], [0, 20])) == []


def test_double_lines_are_one():
    assert len(_cells(_net([0, 2, 100, 102, 200], [0, 1.5, 20, 40]))) == 4


def test_cells_drawn_one_by_one():
    boxes = [(x, y, x + 100, y + 20) for x in (0, 101) for y in (0, 21)]
    rules = [edge for x0, y0, x1, y1 in boxes for edge in _net([x0, x1], [y0, y1])]
    assert len(_cells(rules)) == 4


def test_merged_cells_span():
    rules = [(0, 0, 200, 0), (0, 20, 200, 20), (0, 40, 200, 40), (0, 0, 0, 40), (200, 0, 200, 40), (100, 20, 100, 40)]
    assert _cells(rules) == [(0, 0, 0, 1, 2), (0, 1, 0, 1, 1), (0, 1, 1, 1, 1)]


def test_open_sides_are_closed_where_the_lines_end():
    rules = [(0, 0, 200, 0), (0, 20, 200, 20), (0, 40, 200, 40), (100, 0, 100, 40)]
    assert len(_cells(rules)) == 4


def test_two_tables_are_numbered_from_the_top():
    rules = _net([0, 50, 100], [100, 120]) + _net([0, 50, 100], [0, 20])
    assert [cell[0] for cell in _cells(rules)] == [0, 0, 1, 1]
    assert grid(rules).at(25, 10).cell.table == 0


def test_the_teeth_of_a_comb_are_no_cells():
    comb = [(0, 0, 140, 0), (0, 14, 140, 14)] + [(14 * n, 0, 14 * n, 14) for n in range(11)]
    assert _cells(comb) == []


def test_points_outside_are_in_no_cell():
    found = grid(_net([0, 100, 200], [0, 20]))
    assert found.at(300, 10) is None
    assert found.at(150, 10).cell.column == 1


def test_too_many_lines_are_a_drawing():
    assert _cells([(n * 4.0, 0, n * 4.0, 100) for n in range(3000)]) == []


def test_no_rules():
    assert _cells([]) == []
