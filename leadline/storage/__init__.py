"""The one database under everything: declarative base, engine, migrations. Knows nothing of the tables above it."""
