//! The only room with a terminal: arguments, progress, exit codes.
