"""Who is meant: the kin of the stage ``coref``."""
