"""From bricks to people: which places of a municipality stay, how, and what that means for whom.

Owns what places cost in each way to use them, studies (a question with its choices) and the plans that answer them,
with recipe and proof, and the advice that is published from them. Knows places, areas and target groups; the
arithmetic is `analysis.siting`.
"""
