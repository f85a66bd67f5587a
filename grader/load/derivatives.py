"""Adds to the graph of a forward reference the gradients that are computed from it."""

from collections.abc import Mapping
from dataclasses import replace

from grader.model.course import Gradient, LocalDerivative, Reference, ReferenceFunction


def with_gradients(reference: Reference, gradients: Mapping[str, Gradient]) -> Reference:
    """Return a reference in which every declared gradient is a quantity.

    One that the module has no function for is computed from the declared gradients next on the
    way to what is differentiated: so they are its parents, as they would be in code.
    """
    computed = {
        name: _derived(name, gradient, reference, gradients)
        for name, gradient in gradients.items()
        if name not in reference.functions and gradient.of in reference.functions
    }
    return replace(reference, functions={**reference.functions, **computed})


def depends_on(quantity: str, other: str, reference: Reference) -> bool:
    """Return whether a quantity is computed from another, however far away."""
    seen: set[str] = set()
    pending = [quantity]
    while pending:
        function = reference.functions.get(pending.pop())
        for parent in function.parameters if function else ():
            if parent == other:
                return True
            if parent not in seen:
                seen.add(parent)
                pending.append(parent)
    return False


def _derived(
    name: str, gradient: Gradient, reference: Reference, gradients: Mapping[str, Gradient]
) -> ReferenceFunction:
    of, wrt = gradient.of, gradient.wrt
    on_the_way = [
        quantity
        for quantity in reference.functions
        if depends_on(quantity, wrt, reference)
        and (quantity == of or depends_on(of, quantity, reference))
    ]
    declared = {
        each.wrt: other
        for other, each in gradients.items()
        if each.of == of and each.wrt in on_the_way and each.wrt != wrt
    }
    reached: dict[str, None] = {}
    pending = [wrt]
    while pending:
        here = pending.pop()
        for quantity in on_the_way:
            if here in reference.functions[quantity].parameters and quantity not in reached:
                reached[quantity] = None
                if quantity not in declared:
                    pending.append(quantity)
    ends = {quantity: declared[quantity] for quantity in reached if quantity in declared}
    parents = [
        parent
        for quantity in reached
        for parent in reference.functions[quantity].parameters
        if parent != wrt and parent not in reached
    ]
    # Where a way goes on from an end by another branch, its value is needed as it stands.
    passed = [
        parent
        for quantity in reached
        for parent in reference.functions[quantity].parameters
        if parent in ends
    ]
    local = LocalDerivative(gradient, tuple(reached), ends, of in reached)
    parameters = tuple(dict.fromkeys([*ends.values(), wrt, *parents, *passed]))
    return ReferenceFunction(name, parameters, reference.functions[of].line, local)
