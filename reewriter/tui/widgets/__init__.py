"""The parts that screens are made of. They get values and post messages; none opens the store."""
