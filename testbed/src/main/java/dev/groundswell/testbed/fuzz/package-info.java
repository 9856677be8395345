/// Asks a running suite thousands of questions that its contract allows, and that it forbids, each in one thing only, and holds every answer against the contract.
/// Start here with [dev.groundswell.testbed.fuzz.FuzzCommand]. Entered by `./dev fuzz` and by tests; the same seed asks the same questions.
/// Leans on the gateway's own description of the contract and, where PyPI is reached, on Schemathesis for a second opinion; without it our own generator goes alone.
@NullMarked
package dev.groundswell.testbed.fuzz;

import org.jspecify.annotations.NullMarked;
