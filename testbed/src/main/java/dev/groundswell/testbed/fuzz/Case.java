package dev.groundswell.testbed.fuzz;

import java.util.Set;

import dev.groundswell.testbed.contract.Call;

/// A question with the answer it must get.
///
/// @param call that is meant, whether or not the request finds it
/// @param what is asked, in words
/// @param expected statuses; empty for any that the contract describes
record Case(Call call, String what, Request request, Set<Integer> expected) {

    static final Set<Integer> DONE = Set.of(200, 201, 202, 204);

    Case {
        expected = Set.copyOf(expected);
    }
}
