"""What past work teaches: causes, effects and recommendations found in post-mortems, each with the sentence it stands on."""
