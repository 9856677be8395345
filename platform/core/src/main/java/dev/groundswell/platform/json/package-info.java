/// Reads request bodies strictly: no coercion, no duplicate keys, no trailing tokens, no unknown fields, each failure with its JSON pointer.
/// Entered by Quarkus REST for every JSON body, before a resource sees it.
/// Leans on Jackson; what cannot be read becomes a [dev.groundswell.platform.problem.Refusal] and nothing has changed.
@NullMarked
package dev.groundswell.platform.json;

import org.jspecify.annotations.NullMarked;
