"""The command line: reads arguments, calls the workspace, prints. Holds no logic of its own."""
