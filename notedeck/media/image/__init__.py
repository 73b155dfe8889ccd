"""Pictures: loading, shrinking, and cleaning SVG."""
