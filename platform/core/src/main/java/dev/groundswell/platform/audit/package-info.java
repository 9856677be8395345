/// What admins change.
///
/// Entered where a write has been committed: [dev.groundswell.platform.audit.Audit] logs who has changed what.
@NullMarked
package dev.groundswell.platform.audit;

import org.jspecify.annotations.NullMarked;
