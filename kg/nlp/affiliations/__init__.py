"""Titles, offices and belonging: the kin of the stage ``roles``."""
