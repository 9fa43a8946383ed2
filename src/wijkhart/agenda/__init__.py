"""What is needed: from what is heard to what is agreed.

Owns signals and their answers, the wijk analysis, the sociale agenda of a wijk per period with its issues and their
evidence, and the voices that put them in order. A piece of evidence is a kind, an id, an address and a title: what it
points to may lie above. Knows places and below; a stranger to the directory.
"""
