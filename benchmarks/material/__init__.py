"""What benchmarks are made of: instances with their parameters and digest, and peers that run apart."""
