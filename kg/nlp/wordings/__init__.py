"""Which words of a sentence fill a wording, and whose they are: the kin of the stage ``relations``."""
