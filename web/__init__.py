"""Shows: the Flask application."""
