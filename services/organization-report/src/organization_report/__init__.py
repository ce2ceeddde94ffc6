"""A report of the platform's organizations, for operators."""
