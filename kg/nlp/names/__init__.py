"""What in a text is a name, and of what type: the kin of the stage ``mentions``."""
