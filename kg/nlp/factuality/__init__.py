"""Whether it happened, and who says so: the kin of the stage ``perspective``."""
