/// The contract as a gateway describes it in OpenAPI, read so that programs can ask it: which calls there are, what they take, and what is wrong with an answer.
/// Start here with [dev.groundswell.testbed.contract.Contract]. Entered by the fuzzer and by tests that hold what a suite answers against it.
/// Leans on the document alone; one that cannot be read fails at once.
@NullMarked
package dev.groundswell.testbed.contract;

import org.jspecify.annotations.NullMarked;
