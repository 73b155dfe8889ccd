"""Reading and writing files: the gates through which every file beside the notes goes."""
