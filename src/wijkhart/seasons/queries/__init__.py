"""Reading season rounds."""
