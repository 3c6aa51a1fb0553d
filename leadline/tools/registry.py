"""The tools the agent may use. Adding one is its file and one line here."""
