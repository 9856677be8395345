/// What browsers are told besides the answer: which other sites' pages may read it, and what they must not do with it.
/// Entered from the pipeline, before a request is looked at and when its answer goes out.
/// Leans on nothing; without configured origins no page of another site reads anything.
@NullMarked
package dev.groundswell.gateway.browser;

import org.jspecify.annotations.NullMarked;
