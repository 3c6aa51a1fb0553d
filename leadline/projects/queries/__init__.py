"""Questions to the project database: every one takes a session and an Access, and gives back frozen values."""
