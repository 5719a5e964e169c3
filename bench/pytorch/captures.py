"""How the levered step reaches the device."""

# Operator by operator; the whole step as one CUDA graph; the networks compiled; both; and two modes of the compiler in which
# it makes CUDA graphs itself.
CAPTURES = ["eager", "graph", "compile", "compile+graph", "reduce-overhead", "max-autotune"]
