"""Requirements in, user stories with acceptance criteria out: by rules, without a model, a database or a clock."""
