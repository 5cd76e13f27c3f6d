def answer(a, s): return a
