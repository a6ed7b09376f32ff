"""What the leader does with a file: one function per thing, used by the window and the command line alike."""
