"""Alembic's entry. The connection and the tables to compare with come from `leadline.storage.migrate`."""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=context.config.attributes["metadata"],
    render_as_batch=True,
    compare_type=True,
    include_object=lambda _object, name, kind, _reflected, _other: (
        kind != "table" or not (name or "").startswith("passage_terms")
    ),
)
with context.begin_transaction():
    context.run_migrations()
