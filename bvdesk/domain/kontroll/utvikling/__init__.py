"""Claims of development and comparison, judged against the service's figures."""
