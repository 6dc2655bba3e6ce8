"""The lifecycle: one thin application a stage, each may look back, never forward."""
