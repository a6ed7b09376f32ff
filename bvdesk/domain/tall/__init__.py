"""Figures and their meaning: periods, areas, indicators, formulas, relations and how a year is resolved."""
