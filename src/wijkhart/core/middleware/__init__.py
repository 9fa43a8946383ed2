"""What happens around every view: language, refusals, security headers, reading without writing."""
