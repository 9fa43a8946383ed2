"""Reading the programme of a week."""
