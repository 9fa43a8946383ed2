"""Every write about season rounds."""
