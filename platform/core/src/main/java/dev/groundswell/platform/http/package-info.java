/// The HTTP manners all services share: entity tags, preconditions, how long an answer may be kept by whom, how long it is waited for, and how large a body may be.
/// Entered by resources when they build an answer.
/// Leans on nothing; a malformed precondition header never matches.
@NullMarked
package dev.groundswell.platform.http;

import org.jspecify.annotations.NullMarked;
