"""A grid with a spreadsheet's hands: knows rows, columns, cells and keys, and nothing of child welfare."""
