"""What is asked about season rounds, in which words."""
